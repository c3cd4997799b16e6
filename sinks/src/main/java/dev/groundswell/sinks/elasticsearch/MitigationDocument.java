package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.Mitigation;
import java.time.Instant;
import java.util.List;

/** Something that was done against an abuse; what is told of it last stays. */
final class MitigationDocument {

  private MitigationDocument() {}

  static Document of(Mitigation mitigation) {
    Instant time = Instant.ofEpochMilli(mitigation.getTime());
    return new Document(
        IndexName.mitigations(time),
        mitigation.getMitigationId(),
        Document.Operation.INDEX_EXTERNAL_GTE,
        0,
        json(mitigation, time).toBytes());
  }

  private static EcsJson json(Mitigation mitigation, Instant time) {
    EcsJson json =
        Ecs.document("event")
            .put(Ecs.TIMESTAMP, time)
            .put("event.id", mitigation.getMitigationId())
            .put("event.category", "configuration")
            .put("message", mitigation.getText())
            .put("groundswell.mitigation.technique", mitigation.getTechnique())
            .put("groundswell.mitigation.target_kind", mitigation.getTargetKind())
            .put("groundswell.mitigation.target", mitigation.getTarget())
            .put("groundswell.mitigation.author", mitigation.getAuthor());
    return Ecs.putTechniques(json, List.of(mitigation.getTechnique()));
  }
}
