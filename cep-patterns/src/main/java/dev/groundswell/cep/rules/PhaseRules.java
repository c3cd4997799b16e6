package dev.groundswell.cep.rules;

import dev.groundswell.schemas.RulePhase;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which rule a phase stands for. A pack and what was changed each have versions of a rule, and the
 * pack may be replaced under changes that are kept: the higher version runs, in the state that was
 * said last.
 */
public final class PhaseRules {

  private final Map<String, Rule> packed = new HashMap<>();

  /** Takes the rules of the pack. */
  public PhaseRules(RulePack pack) {
    pack.rules().forEach(rule -> packed.put(rule.id(), rule));
  }

  /** The rule of that id in the pack. */
  public Optional<Rule> packed(String id) {
    return Optional.ofNullable(packed.get(id));
  }

  /**
   * The rule of a phase; one without a text leaves the rule as it was before.
   *
   * @param before the rule as it was
   * @return empty if there was none
   * @throws RuleException if the phase's text is not that of one rule
   */
  public Optional<Rule> of(RulePhase phase, Optional<Rule> before) {
    Optional<Rule> said =
        phase.getText().isEmpty()
            ? before
            : Optional.of(RulePack.one(phase.getRuleId(), phase.getText()));
    Optional<Rule> higher =
        packed(phase.getRuleId())
            .filter(rule -> said.isEmpty() || rule.version() > said.get().version());
    return higher.or(() -> said);
  }
}
