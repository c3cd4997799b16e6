package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.schemas.TelemetryFields;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexTemplateTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "groundswell-alerts",
        "groundswell-events",
        "groundswell-trends",
        "groundswell-shifts",
        "groundswell-mitigations",
        "groundswell-baselines",
        "groundswell-audit",
        "groundswell-dead-letters"
      })
  void everyTemplateIsStrictAndNeedsOnlyTheServersCore(String name) throws IOException {
    JsonNode template = template(name);

    assertThat(template.at("/index_patterns/0").asText()).isEqualTo(name + "-*");
    assertThat(template.at("/template/aliases").has(name)).isTrue();
    assertThat(template.at("/template/mappings/dynamic").asText()).isEqualTo("strict");
    // An empty one is the field `error.type` itself.
    assertThat(template.at("/template/mappings").findValuesAsText("type"))
        .filteredOn(type -> !type.isEmpty())
        .isSubsetOf(
            "keyword",
            "text",
            "date",
            "long",
            "integer",
            "double",
            "boolean",
            "binary",
            "geo_point",
            "flattened");
    assertThat(template.findValues("lifecycle")).isEmpty();
    assertThat(template.has("data_stream")).isFalse();
  }

  @Test
  void everyFieldThatARuleCanNameHasAMapping() throws IOException {
    JsonNode properties = template("groundswell-events").at("/template/mappings/properties");

    assertThat(TelemetryFields.all())
        .allSatisfy(
            field -> {
              String name =
                  switch (field.name()) {
                    case "event.time" -> "@timestamp";
                    case "event.observed" -> "event.created";
                    case "client.geo.lat", "client.geo.lon" -> "client.geo.location";
                    default -> field.name();
                  };
              JsonNode mapping = properties.at("/" + name.replace(".", "/properties/"));
              assertThat(mapping.path("type").asText()).as(name).isNotEmpty();
            });
  }

  private static JsonNode template(String name) throws IOException {
    return JSON.readTree(new IndexTemplate(name).json());
  }
}
