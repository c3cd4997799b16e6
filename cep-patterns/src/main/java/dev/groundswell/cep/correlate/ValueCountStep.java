package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Measure.Kind;
import dev.groundswell.cep.rules.Step;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.schemas.CountedValue;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.ValueWindow;
import java.util.List;
import java.util.Optional;

/** A count of distinct values, or of the steps that held. */
final class ValueCountStep implements RunningStep {

  private final NodeId id;
  private final Count correlation;
  private final List<String> steps;
  private final List<String> finer;
  private final SlidingValueCount count;
  private final WindowStates<ValueWindow, String, CountedValue> states;

  /**
   * A count whose state is kept under this id.
   *
   * @param finer fields by which it groups beyond its root
   */
  ValueCountStep(
      NodeId id,
      Count count,
      List<String> finer,
      WindowStates<ValueWindow, String, CountedValue> states) {
    this.id = id;
    this.correlation = count;
    this.steps = count.steps().stream().map(Step::name).distinct().toList();
    this.finer = finer;
    this.count = new SlidingValueCount(count);
    this.states = states;
    states.keep(id, count.timespan().toMillis());
  }

  @Override
  public String name() {
    return correlation.name();
  }

  @Override
  public Optional<List<StepEvidence>> take(Holding holding) throws Exception {
    Optional<String> part = GroupPart.of(holding.event(), finer);
    if (part.isEmpty() || !holding.hasAny(steps)) {
      return Optional.empty();
    }
    Kept<ValueWindow, String, CountedValue> kept = states.at(id, part.get());
    return correlation.measure().kind() == Kind.STEPS
        ? takeSteps(kept, holding)
        : takeValue(kept, holding.event());
  }

  @Override
  public void clear() throws Exception {
    states.clear(id);
  }

  private Optional<List<StepEvidence>> takeValue(
      Kept<ValueWindow, String, CountedValue> kept, EventSummary event) throws Exception {
    Optional<String> value = GroupPart.values(event, correlation.measure().fields());
    if (value.isEmpty()) {
      return Optional.empty();
    }
    count.add(kept, value.get(), event, List.of());
    return count.holds(kept) ? Optional.of(List.of(count.evidence(kept))) : Optional.empty();
  }

  private Optional<List<StepEvidence>> takeSteps(
      Kept<ValueWindow, String, CountedValue> kept, Holding holding) throws Exception {
    for (String step : steps) {
      if (holding.has(step)) {
        count.add(kept, step, holding.event(), holding.evidence(step));
      }
    }
    return count.holds(kept) ? Optional.of(SlidingValueCount.behind(kept)) : Optional.empty();
  }
}
