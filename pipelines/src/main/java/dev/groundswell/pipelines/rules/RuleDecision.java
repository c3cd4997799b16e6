package dev.groundswell.pipelines.rules;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.RuleAction;
import dev.groundswell.schemas.RulePhase;
import java.util.Optional;

/**
 * What becomes of a change to the rules.
 *
 * @param action what it does
 * @param rule the rule that it is about, as far as that can be told
 * @param phase what is to run; empty if everything stays as it is
 * @param refusal why it is refused; empty if it is not
 * @param remark what who wants it should know besides; empty if nothing
 */
record RuleDecision(
    RuleAction action,
    Optional<Rule> rule,
    Optional<RulePhase> phase,
    Optional<Refused> refusal,
    Optional<String> remark) {

  /**
   * Why a change is refused.
   *
   * @param reason in the words of dead letters
   * @param detail what to do
   */
  record Refused(DeadLetterReason reason, String detail) {}

  static RuleDecision accepted(RuleAction action, Rule rule, RulePhase phase) {
    return new RuleDecision(
        action, Optional.of(rule), Optional.of(phase), Optional.empty(), Optional.empty());
  }

  static RuleDecision unchanged(Optional<Rule> rule) {
    return new RuleDecision(
        RuleAction.unchanged, rule, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static RuleDecision refused(Optional<Rule> rule, DeadLetterReason reason, String detail) {
    return new RuleDecision(
        RuleAction.refused,
        rule,
        Optional.empty(),
        Optional.of(new Refused(reason, detail)),
        Optional.empty());
  }

  RuleDecision remarking(Optional<String> remark) {
    return new RuleDecision(action, rule, phase, refusal, remark);
  }
}
