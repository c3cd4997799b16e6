package dev.groundswell.pipelines.ingest.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A JSON value as strangers write it: what is absent, null or of another kind is absent, and no
 * shape of the document leads to an exception.
 *
 * @param node the value; a missing node if there is none
 */
public record JsonFields(JsonNode node) {

  private static final JsonFields ABSENT = new JsonFields(MissingNode.getInstance());
  private static final Pattern CODE = Pattern.compile("[\\w.-]{1,64}");
  private static final JsonReader READER = new JsonReader();

  /** What stands at a path of names; absent if nothing does. */
  public JsonFields at(String... path) {
    JsonNode at = node;
    for (String name : path) {
      JsonNode next = at.get(name);
      if (next == null) {
        return ABSENT;
      }
      at = next;
    }
    return new JsonFields(at);
  }

  /**
   * The object or array at a path, as itself or as JSON in a string, which is read within the same
   * limits as a document; absent if there is neither.
   */
  public JsonFields json(String... path) {
    JsonNode value = at(path).node();
    if (value.isTextual()) {
      try {
        value = READER.value(value.textValue());
      } catch (Refusal damaged) {
        return ABSENT;
      }
    }
    return value.isContainerNode() ? new JsonFields(value) : ABSENT;
  }

  /**
   * What is left of JSON in a string that was cut, as loggers do beyond some size: every value that
   * stands in it whole. Absent if there is no string, or no object or array begins in it.
   */
  public JsonFields cutJson(String... path) {
    JsonNode value = at(path).node();
    JsonNode beginning =
        value.isTextual() ? READER.beginning(value.textValue()) : MissingNode.getInstance();
    return beginning.isContainerNode() ? new JsonFields(beginning) : ABSENT;
  }

  /** Whether there is a value that is not null. */
  public boolean isPresent() {
    return !node.isMissingNode() && !node.isNull();
  }

  /**
   * The text of a string, a number or a boolean at a path; null if there is none or an empty one.
   */
  public String text(String... path) {
    JsonNode value = at(path).node();
    return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
        ? value.asText()
        : null;
  }

  /**
   * The text at a path if it is written like a code, in up to 64 letters, digits, dots, hyphens and
   * underscores: a name that leaves ingest as it is. Null if there is none.
   */
  public String code(String... path) {
    String text = text(path);
    return text != null && CODE.matcher(text).matches() ? text : null;
  }

  /** Whether a boolean, or a text that spells one, at a path is true. */
  public boolean isTrue(String... path) {
    return "true".equalsIgnoreCase(text(path));
  }

  /**
   * The whole number at a path, as a number or as text; null if there is none.
   *
   * @throws Refusal if what stands there is no whole number of 64 bits
   */
  public Long wholeNumber(String... path) throws Refusal {
    String text = text(path);
    if (text == null) {
      return null;
    }
    try {
      return text.length() > JsonReader.MAX_NUMBER_LENGTH ? overflow() : whole(text);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Refusal(
          DeadLetterReason.invalid_number,
          "%s is no whole number of 64 bits".formatted(String.join(".", path)));
    }
  }

  private static long whole(String text) {
    BigDecimal number = new BigDecimal(text);
    // 1e999999999 is short to write and long to spell out.
    return number.precision() - number.scale() > 19 ? overflow() : number.longValueExact();
  }

  private static long overflow() {
    throw new ArithmeticException();
  }

  /**
   * The ISO 8601 time at a path, milliseconds since 1970-01-01 UTC.
   *
   * @throws Refusal if there is none
   */
  public long time(String... path) throws Refusal {
    String text = text(path);
    if (text != null) {
      try {
        return Instant.parse(text).toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        // Told below.
      }
    }
    throw new Refusal(
        DeadLetterReason.invalid_time, "%s is no ISO 8601 time".formatted(String.join(".", path)));
  }

  /** The elements of an array at a path; none if there is none. */
  public List<JsonFields> elements(String... path) {
    JsonNode value = at(path).node();
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false).map(JsonFields::new).toList()
        : List.of();
  }

  /** The fields of an object at a path, in their order; none if there is none. */
  public Map<String, JsonFields> fields(String... path) {
    Map<String, JsonFields> fields = new LinkedHashMap<>();
    at(path)
        .node()
        .properties()
        .forEach(field -> fields.put(field.getKey(), new JsonFields(field.getValue())));
    return fields;
  }
}
