package dev.groundswell.pipelines.ingest.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * JSON (RFC 8259) within limits: an object, objects one after another with or without line breaks,
 * or an array of them.
 */
public final class JsonReader {

  static final int MAX_DEPTH = 64;
  static final int MAX_STRING_LENGTH = 1 << 20;
  static final int MAX_NAME_LENGTH = 1024;
  static final int MAX_NUMBER_LENGTH = 100;

  /** {@code {}} is two bytes in a record, which compress to nothing, and a hundred in memory. */
  static final int MAX_TOKENS = 1_000_000;

  /** So many lines are tried to see whether any reads for itself. */
  private static final int TRIED_LINES = 100;

  private static final ObjectReader JSON =
      new JsonMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING_LENGTH)
                          .maxNameLength(MAX_NAME_LENGTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  // Names are a stranger's: none is kept beyond its record.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * The one value of a text.
   *
   * @throws Refusal if there is none, more than one, or one beyond the limits
   */
  public JsonNode value(String text) throws Refusal {
    try {
      JsonNode value = JSON.readValue(text);
      if (value == null || value.isMissingNode()) {
        throw nothing();
      }
      return value;
    } catch (IOException | RuntimeException e) {
      throw refusal(e);
    }
  }

  /** The values that stand whole in the beginning of a text; a missing node if none does. */
  JsonNode beginning(String text) {
    return CutJson.beginning(JSON, text);
  }

  /** The one value of a text, which must be an object. */
  JsonNode object(String text) throws Refusal {
    JsonNode value = value(text);
    if (!value.isObject()) {
      throw noObject();
    }
    return value;
  }

  /**
   * The values of a text that stand one after another, at least one.
   *
   * @throws Refusal if there is none, or damage anywhere in the text
   */
  public List<JsonNode> values(String text) throws Refusal {
    try (MappingIterator<JsonNode> values = JSON.readValues(text)) {
      List<JsonNode> all = values.readAll();
      if (all.isEmpty()) {
        throw nothing();
      }
      return all;
    } catch (IOException | RuntimeException e) {
      throw refusal(e);
    }
  }

  /**
   * Whether a damaged text is JSON lines: several, and one reads for itself. It begins at the
   * margin, where JSON in indented form has only its outermost brackets.
   */
  boolean isJsonLines(String text) {
    return text.lines().filter(line -> !line.isBlank()).limit(2).count() == 2
        && text.lines().limit(TRIED_LINES).anyMatch(line -> line.startsWith("{") && reads(line));
  }

  private boolean reads(String line) {
    try {
      return value(line).isObject();
    } catch (Refusal refusal) {
      return false;
    }
  }

  /**
   * The text of a record, without a byte order mark.
   *
   * @throws Refusal if it is not in UTF-8
   */
  public static String utf8(byte[] bytes) throws Refusal {
    try {
      // Jackson's own decoder is lenient with surrogates and overlong forms.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Refusal(DeadLetterReason.undecodable, "not in UTF-8");
    }
  }

  static Refusal noObject() {
    return new Refusal(DeadLetterReason.undecodable, "an item is no JSON object");
  }

  private static Refusal nothing() {
    return new Refusal(DeadLetterReason.undecodable, "there is no JSON");
  }

  /** Messages of Jackson quote what they are about, so only kind and place are told. */
  private static Refusal refusal(Exception e) {
    String what =
        e instanceof StreamConstraintsException
            ? "JSON beyond the limits of depth, length or number"
            : "damaged or truncated JSON";
    return new Refusal(
        DeadLetterReason.undecodable,
        e instanceof JacksonException json && json.getLocation() != null
            ? "%s, line %d, column %d"
                .formatted(what, json.getLocation().getLineNr(), json.getLocation().getColumnNr())
            : what);
  }
}
