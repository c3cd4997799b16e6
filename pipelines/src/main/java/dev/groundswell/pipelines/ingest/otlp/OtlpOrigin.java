package dev.groundswell.pipelines.ingest.otlp;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.EventLimits;
import java.util.Map;

/**
 * Who recorded spans and log records.
 *
 * @param resource attributes of the process that something is read from
 * @param scope name of the library, cut; empty if it is not said
 */
record OtlpOrigin(Map<String, JsonNode> resource, String scope) {

  /**
   * Of a process, before a library is known. What comes once in a record stands behind each of its
   * items: only what is short is kept.
   */
  static OtlpOrigin ofProcess(Map<String, JsonNode> attributes) {
    Map<String, JsonNode> read =
        attributes.entrySet().stream()
            .filter(attribute -> Aliases.isKnown(attribute.getKey()))
            .filter(attribute -> isShort(attribute.getValue()))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new OtlpOrigin(read, "");
  }

  /** A library in the same process. */
  OtlpOrigin withScope(String name) {
    return new OtlpOrigin(
        resource, name.substring(0, Math.min(name.length(), EventLimits.STRING_LENGTH)));
  }

  private static boolean isShort(JsonNode value) {
    return value.isValueNode() && value.asText().length() <= EventLimits.STRING_LENGTH;
  }
}
