package dev.groundswell.local.recorded;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/**
 * Reads an event from JSON whose keys are the names that rules know fields by, flat or nested:
 * {@code {"user.id": "u1"}} and {@code {"user": {"id": "u1"}}} say the same.
 */
public final class EventJson {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String LABELS = "labels";
  private static final Map<String, Schema.Field> FIELDS = fields();

  private final Consumer<String> unknown;
  private final Map<String, JsonNode> values = new LinkedHashMap<>();
  private final Map<String, String> labels = new TreeMap<>();

  private EventJson(Consumer<String> unknown) {
    this.unknown = unknown;
  }

  /**
   * Reads one event. What it lacks has the schema's default; without id and time these are empty
   * and 0.
   *
   * @param unknown is told the names of fields that no event has, which are left out
   * @throws UnusableEventException saying what is wrong
   */
  public static TelemetryEvent read(String text, Consumer<String> unknown)
      throws UnusableEventException {
    EventJson reader = new EventJson(unknown);
    JsonNode root = parse(text);
    if (!root.isObject()) {
      throw new UnusableEventException("is no JSON object");
    }
    reader.collect("", root);
    return reader.event();
  }

  private static JsonNode parse(String text) throws UnusableEventException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UnusableEventException("is no JSON: " + e.getOriginalMessage());
    }
  }

  private void collect(String prefix, JsonNode object) throws UnusableEventException {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = prefix + entry.getKey();
      JsonNode value = entry.getValue();
      if (name.equals(LABELS) && value.isObject()) {
        collect(LABELS + ".", value);
      } else if (name.startsWith(LABELS + ".")) {
        label(name.substring(LABELS.length() + 1), value);
      } else if (FIELDS.containsKey(name)) {
        if (values.put(name, value) != null) {
          throw new UnusableEventException(name + ": stands twice");
        }
      } else if (value.isObject()) {
        collect(name + ".", value);
      } else {
        unknown.accept(name);
      }
    }
  }

  private void label(String key, JsonNode value) throws UnusableEventException {
    if (value.isContainerNode()) {
      throw new UnusableEventException("%s.%s: needs a text".formatted(LABELS, key));
    }
    if (!value.isNull()) {
      labels.put(key, value.asText());
    }
  }

  private TelemetryEvent event() throws UnusableEventException {
    TelemetryEvent event = TelemetryEvent.newBuilder().setEventId("").setEventTime(0).build();
    AvroValues avro = new AvroValues(unknown);
    for (Map.Entry<String, JsonNode> entry : values.entrySet()) {
      if (!entry.getValue().isNull()) {
        Schema.Field field = FIELDS.get(entry.getKey());
        event.put(field.pos(), avro.value(entry.getKey(), field.schema(), entry.getValue()));
      }
    }
    event.setLabels(labels);
    return event;
  }

  /** By the names of rules; what rules do not know has its own name. Texts are never recorded. */
  private static Map<String, Schema.Field> fields() {
    Map<String, Schema.Field> fields = new LinkedHashMap<>();
    for (Schema.Field field : TelemetryEvent.getClassSchema().getFields()) {
      String rule = field.getProp("rule");
      if (rule != null) {
        fields.put(rule, field);
      } else if (field.schema().getType() == Schema.Type.ARRAY) {
        fields.put(field.name(), field);
      }
    }
    return fields;
  }
}
