package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Step;
import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.Sequence;
import dev.groundswell.schemas.StepEvidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Steps in order. */
interface SequenceStep extends RunningStep {

  @Override
  default Optional<List<StepEvidence>> take(Holding holding) throws Exception {
    return take(holding, true);
  }

  /** Names of all that changes anything of a sequence's runs: its steps, and what breaks them. */
  static List<String> relevant(Sequence sequence) {
    Stream<Absence> breaks =
        sequence.absences().stream()
            .filter(absence -> absence.position() > 0)
            .filter(absence -> absence.position() < sequence.steps().size());
    return Stream.concat(
            sequence.steps().stream().map(Step::name), breaks.map(each -> each.unwanted().name()))
        .toList();
  }

  /**
   * Takes an event.
   *
   * @param mayStart whether it may fill the first step
   */
  Optional<List<StepEvidence>> take(Holding holding, boolean mayStart) throws Exception;
}
