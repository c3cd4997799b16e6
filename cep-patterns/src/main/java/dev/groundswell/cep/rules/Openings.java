package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.Sequence;
import java.util.stream.Stream;

/**
 * Which base rules make state for whoever satisfies them. A later step of a sequence does not: it
 * is looked for where a run is open.
 */
final class Openings {

  private Openings() {}

  static Stream<BaseRule> of(Step step) {
    if (step instanceof Sequence sequence) {
      Stream<BaseRule> steps =
          sequence.steps().stream()
              .filter(each -> each == sequence.steps().get(0) || !(each instanceof BaseRule))
              .flatMap(Openings::of);
      Stream<BaseRule> remembered =
          sequence.absences().stream()
              .filter(absence -> absence.position() == 0)
              .map(Absence::unwanted);
      return Stream.concat(steps, remembered);
    }
    return step instanceof Count count
        ? count.steps().stream().flatMap(Openings::of)
        : step.baseRules();
  }
}
