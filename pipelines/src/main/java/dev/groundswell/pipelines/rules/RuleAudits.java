package dev.groundswell.pipelines.rules;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.pipelines.rules.RuleDecision.Refused;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RuleRecord;
import dev.groundswell.schemas.Stage;
import java.util.Optional;

/** Writes down what became of changes to the rules. */
final class RuleAudits {

  private static final int MAX_DETAIL = 1_000;

  private RuleAudits() {}

  /**
   * The audit of a change.
   *
   * @param change what the record says, if it can be read
   */
  static RuleAudit audit(RuleRecord record, Optional<RuleChange> change, RuleDecision decision) {
    return RuleAudit.newBuilder()
        .setAuditId(position(record))
        .setTime(record.getTime())
        .setAction(decision.action())
        .setRuleId(record.getKey())
        .setRuleName(decision.rule().map(Rule::name).orElse(null))
        .setRuleVersion(decision.rule().map(Rule::version).orElse(null))
        .setEffectiveFrom(change.map(RuleChange::getEffectiveFrom).orElse(null))
        .setChangedBy(change.map(RuleChange::getChangedBy).orElse(""))
        .setNote(change.map(RuleChange::getNote).orElse(""))
        .setDetail(decision.refusal().map(RuleAudits::detail).orElse(null))
        .setRemark(decision.remark().orElse(null))
        .build();
  }

  /** The dead letter of a change that was refused. A rule is nobody's text: it needs no hash. */
  static DeadLetter letter(RuleRecord record, Refused refusal) {
    return DeadLetter.newBuilder()
        .setDeadLetterId("%s-%s-0".formatted(Stage.rules, position(record)))
        .setStage(Stage.rules)
        .setReason(refusal.reason())
        .setDetail(detail(refusal))
        .setTopic(record.getTopic())
        .setPartition(record.getPartition())
        .setOffset(record.getOffset())
        .setItem(0)
        .setTime(record.getTime())
        .setPayloadSize(record.getValue() == null ? 0 : record.getValue().remaining())
        .setPayloadHmac("")
        .setPayloadShape("")
        .build();
  }

  private static String position(RuleRecord record) {
    return RulesStage.auditId(record.getTopic(), record.getPartition(), record.getOffset());
  }

  private static String detail(Refused refusal) {
    String detail = refusal.detail();
    return detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "…" : detail;
  }
}
