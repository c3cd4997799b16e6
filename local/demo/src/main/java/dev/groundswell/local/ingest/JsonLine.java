package dev.groundswell.local.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;

/**
 * A record as one line of JSON. Fields have the names that rules know them by, or else their own;
 * what is absent or empty is left out.
 */
public final class JsonLine {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLine() {}

  /** The line, without its end. */
  public static String of(IndexedRecord avro) {
    try {
      return JSON.writeValueAsString(fields(avro));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of plain values is always JSON", e);
    }
  }

  private static Map<String, Object> fields(IndexedRecord avro) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Schema.Field field : avro.getSchema().getFields()) {
      Object value = plain(avro.get(field.pos()));
      if (!isAbsent(value)) {
        String ruleName = field.getProp("rule");
        fields.put(ruleName == null ? field.name() : ruleName, value);
      }
    }
    return fields;
  }

  private static Object plain(Object value) {
    if (value instanceof IndexedRecord nested) {
      return fields(nested);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonLine::plain).toList();
    }
    return value instanceof GenericEnumSymbol<?> || value instanceof Enum<?>
        ? value.toString()
        : value;
  }

  private static boolean isAbsent(Object value) {
    return value == null
        || (value instanceof Collection<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }
}
