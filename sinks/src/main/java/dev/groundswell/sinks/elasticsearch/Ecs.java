package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.AtlasTechnique;
import dev.groundswell.schemas.AtlasTechniques;
import java.util.Collection;
import java.util.Optional;

/** Fields that several kinds of document share. Source: Elastic Common Schema 8.17. */
final class Ecs {

  static final String TIMESTAMP = "@timestamp";

  private static final String VERSION = "8.17.0";
  private static final String FRAMEWORK = "MITRE ATLAS";

  private Ecs() {}

  /** A document of that {@code event.kind}. */
  static EcsJson document(String kind) {
    return new EcsJson().put("ecs.version", VERSION).put("event.kind", kind);
  }

  /** Adds the techniques by id, and by name where the bundled table has one. */
  static EcsJson putTechniques(EcsJson json, Collection<String> ids) {
    if (ids.isEmpty()) {
      return json;
    }
    return json.put("threat.framework", FRAMEWORK)
        .put("threat.technique.id", ids)
        .put(
            "threat.technique.name",
            ids.stream()
                .map(AtlasTechniques::byId)
                .flatMap(Optional::stream)
                .map(AtlasTechnique::name)
                .toList());
  }
}
