package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.RuleAudit;
import java.time.Instant;

/** What became of a change to the rules, and who wanted it. */
final class AuditDocument {

  private AuditDocument() {}

  static Document of(RuleAudit audit) {
    Instant time = Instant.ofEpochMilli(audit.getTime());
    return new Document(
        IndexName.audit(time),
        audit.getAuditId(),
        Document.Operation.CREATE,
        0,
        json(audit, time).toBytes());
  }

  private static EcsJson json(RuleAudit audit, Instant time) {
    Long from = audit.getEffectiveFrom();
    return Ecs.document("event")
        .put(Ecs.TIMESTAMP, time)
        .put("event.id", audit.getAuditId())
        .put("event.category", "configuration")
        .put("event.action", audit.getAction())
        .put("error.message", audit.getDetail())
        .put("rule.id", audit.getRuleId())
        .put("rule.name", audit.getRuleName())
        .put("rule.version", audit.getRuleVersion())
        .put("groundswell.audit.changed_by", audit.getChangedBy())
        .put("groundswell.audit.note", audit.getNote())
        .put("groundswell.audit.remark", audit.getRemark())
        .put("groundswell.audit.effective_from", from == null ? null : Instant.ofEpochMilli(from));
  }
}
