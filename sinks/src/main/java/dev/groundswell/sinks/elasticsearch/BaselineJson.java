package dev.groundswell.sinks.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.SingleObjectReader;
import dev.groundswell.schemas.UnreadableRecordException;
import java.io.IOException;
import java.util.Set;

/**
 * Baselines as JSON, the way they stand in {@code groundswell-baselines-*}. Not safe for threads.
 */
public final class BaselineJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Of {@code groundswell.baseline}; a document with others means something that we do not know.
   */
  private static final Set<String> KNOWN =
      Set.of(
          "format",
          "tick",
          "target_kind",
          "technique",
          "target",
          "first_seen",
          "last_seen",
          "state");

  private final SingleObjectReader<Baseline> reader = new SingleObjectReader<>(Baseline.class);

  /** One line of JSON. */
  public static String of(Baseline baseline) {
    return new String(BaselineDocument.of(baseline).source(), UTF_8);
  }

  /**
   * The baseline of a document.
   *
   * @throws IOException saying what is wrong, if it is none, or of a version that is not known
   */
  public Baseline read(String json) throws IOException {
    JsonNode document;
    try {
      document = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      // Its message quotes what was read.
      throw new IOException("it is not JSON", e);
    }
    JsonNode fields = document.at("/groundswell/baseline");
    JsonNode state = fields.path("state");
    if (!state.isTextual()) {
      throw new IOException("it is no baseline: it has no " + BaselineDocument.STATE);
    }
    requireKnown(fields);
    try {
      return reader.read(state.binaryValue());
    } catch (IOException e) {
      throw new IOException(BaselineDocument.STATE + " is not in base 64", e);
    } catch (UnreadableRecordException e) {
      throw new IOException(
          "%s, of %s %s, cannot be read: %s; a later version of Groundswell wrote it, or it is damaged"
              .formatted(
                  BaselineDocument.STATE,
                  BaselineDocument.FORMAT,
                  fields.path("format").asText("unknown"),
                  e.getMessage()),
          e);
    }
  }

  private static void requireKnown(JsonNode fields) throws IOException {
    for (var field : fields.properties()) {
      if (!KNOWN.contains(field.getKey())) {
        throw new IOException(
            "it has the field groundswell.baseline.%s, which is not known here: a later version of Groundswell wrote it"
                .formatted(field.getKey()));
      }
    }
  }
}
