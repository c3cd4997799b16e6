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
 * or an array of them. Where that is JSON lines and a line is damaged, the others are still read.
 */
final class JsonReader {

  static final int MAX_DEPTH = 64;
  static final int MAX_STRING_LENGTH = 1 << 20;
  static final int MAX_NAME_LENGTH = 1024;
  static final int MAX_NUMBER_LENGTH = 100;

  private static final ObjectReader JSON =
      new JsonMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING_LENGTH)
                          .maxNameLength(MAX_NAME_LENGTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .build())
                  // Names are a stranger's: none is kept beyond its record.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Reads every document of a record. */
  void read(byte[] record, JsonContents out) throws Refusal {
    String text = utf8(record);
    List<JsonNode> documents;
    try {
      documents = documents(text);
    } catch (Refusal refusal) {
      if (!isJsonLines(text)) {
        throw refusal;
      }
      readLines(text, out);
      return;
    }
    for (JsonNode document : documents) {
      out.document(document);
    }
  }

  /** The one value of a text. */
  JsonNode value(String text) throws Refusal {
    try {
      JsonNode value = JSON.readValue(text);
      if (value == null || value.isMissingNode()) {
        throw new Refusal(DeadLetterReason.undecodable, "there is no JSON");
      }
      return value;
    } catch (JacksonException e) {
      throw refusal(e);
    }
  }

  private static List<JsonNode> documents(String text) throws Refusal {
    try (MappingIterator<JsonNode> values = JSON.readValues(text)) {
      List<JsonNode> documents = values.readAll();
      if (documents.isEmpty()) {
        throw new Refusal(DeadLetterReason.undecodable, "there is no JSON");
      }
      return documents;
    } catch (JacksonException e) {
      throw refusal(e);
    } catch (IOException e) {
      throw new Refusal(DeadLetterReason.undecodable, "unreadable JSON");
    }
  }

  private void readLines(String text, JsonContents out) throws Refusal {
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isBlank()) {
        continue;
      }
      JsonNode value;
      try {
        value = value(line);
      } catch (Refusal refusal) {
        out.refused(refusal);
        continue;
      }
      out.document(value);
    }
  }

  /**
   * Whether a damaged text is JSON lines: several, and one reads for itself. It begins at the
   * margin, where JSON in indented form has only its outermost brackets.
   */
  private boolean isJsonLines(String text) {
    return text.lines().filter(line -> !line.isBlank()).limit(2).count() == 2
        && text.lines().anyMatch(line -> line.startsWith("{") && reads(line));
  }

  private boolean reads(String line) {
    try {
      return value(line).isObject();
    } catch (Refusal refusal) {
      return false;
    }
  }

  private static String utf8(byte[] bytes) throws Refusal {
    try {
      // Jackson's own decoder is lenient with surrogates and overlong forms.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Refusal(DeadLetterReason.undecodable, "not in UTF-8");
    }
  }

  /** Messages of Jackson quote what they are about, so only kind and place are told. */
  private static Refusal refusal(JacksonException e) {
    String what =
        e instanceof StreamConstraintsException
            ? "JSON beyond the limits of depth or length"
            : "damaged or truncated JSON";
    return new Refusal(
        DeadLetterReason.undecodable,
        e.getLocation() == null
            ? what
            : "%s, line %d, column %d"
                .formatted(what, e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
  }
}
