package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Step;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.schemas.CountWindow;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import java.util.List;
import java.util.Optional;

/** A count of events, or a sum or mean of their values. */
final class CountStep implements RunningStep {

  private final NodeId id;
  private final String name;
  private final List<String> steps;
  private final List<String> needed;
  private final List<String> finer;
  private final SlidingCount count;
  private final WindowStates<CountWindow, Long, EventSummary> states;

  /**
   * A count whose state is kept under this id.
   *
   * @param finer fields by which it groups beyond its root
   */
  CountStep(
      NodeId id,
      Count count,
      List<String> finer,
      WindowStates<CountWindow, Long, EventSummary> states) {
    this.id = id;
    this.name = count.name();
    this.steps = count.steps().stream().map(Step::name).toList();
    this.needed = count.measure().fields();
    this.finer = finer;
    this.count = new SlidingCount(count);
    this.states = states;
    states.keep(id, count.timespan().toMillis());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<List<StepEvidence>> take(Holding holding) throws Exception {
    EventSummary event = holding.event();
    Optional<String> part = GroupPart.of(event, finer);
    if (part.isEmpty()
        || !holding.hasAny(steps)
        || !event.getBoundValues().keySet().containsAll(needed)) {
      return Optional.empty();
    }
    Kept<CountWindow, Long, EventSummary> kept = states.at(id, part.get());
    return count.add(kept, event) ? Optional.of(List.of(count.evidence(kept))) : Optional.empty();
  }

  @Override
  public void clear() throws Exception {
    states.clear(id);
  }
}
