package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.StepEvidence;
import java.util.List;
import java.util.Optional;

/** Steps in order. */
interface SequenceStep extends RunningStep {

  @Override
  default Optional<List<StepEvidence>> take(Holding holding) throws Exception {
    return take(holding, true);
  }

  /**
   * Takes an event.
   *
   * @param mayStart whether it may fill the first step
   */
  Optional<List<StepEvidence>> take(Holding holding, boolean mayStart) throws Exception;
}
