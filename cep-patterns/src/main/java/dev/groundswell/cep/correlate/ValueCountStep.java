package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Measure.Kind;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.schemas.CountedValue;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.ValueWindow;
import java.util.List;
import java.util.Optional;

/** A count of distinct values, or of the steps that held. */
final class ValueCountStep implements RunningStep {

  private final Count correlation;
  private final SlidingValueCount count;
  private final PartWindows<ValueWindow, String, CountedValue> windows;

  ValueCountStep(Count count, PartWindows<ValueWindow, String, CountedValue> windows) {
    this.correlation = count;
    this.count = new SlidingValueCount(count);
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
    Optional<Kept<ValueWindow, String, CountedValue>> window = windows.of(holding);
    if (window.isEmpty()) {
      return Optional.empty();
    }
    return correlation.measure().kind() == Kind.STEPS
        ? takeSteps(window.get(), holding)
        : takeValue(window.get(), holding.event());
  }

  @Override
  public void clear() throws Exception {
    windows.clear();
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
    for (String step : windows.steps()) {
      if (holding.has(step)) {
        count.add(kept, step, holding.event(), holding.evidence(step));
      }
    }
    return count.holds(kept) ? Optional.of(SlidingValueCount.behind(kept)) : Optional.empty();
  }
}
