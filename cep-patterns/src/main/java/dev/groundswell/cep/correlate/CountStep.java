package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.schemas.CountWindow;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import java.util.List;
import java.util.Optional;

/** A count of events, or a sum or mean of their values. */
final class CountStep implements RunningStep {

  private final Count correlation;
  private final SlidingCount count;
  private final PartWindows<CountWindow, Long, EventSummary> windows;

  CountStep(Count count, PartWindows<CountWindow, Long, EventSummary> windows) {
    this.correlation = count;
    this.count = new SlidingCount(count);
    this.windows = windows;
  }

  @Override
  public String name() {
    return correlation.name();
  }

  @Override
  public boolean concerns(String baseRule) {
    return windows.steps().contains(baseRule);
  }

  @Override
  public Optional<List<StepEvidence>> take(Holding holding) throws Exception {
    EventSummary event = holding.event();
    Optional<Kept<CountWindow, Long, EventSummary>> window = windows.of(holding);
    if (window.isEmpty()
        || !event.getBoundValues().keySet().containsAll(correlation.measure().fields())) {
      return Optional.empty();
    }
    return count.add(window.get(), event)
        ? Optional.of(List.of(count.evidence(window.get())))
        : Optional.empty();
  }

  @Override
  public void clear() throws Exception {
    windows.clear();
  }
}
