package dev.groundswell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class TelemetryFieldsTest {

  private final TelemetryEvent event =
      TelemetryEvent.newBuilder()
          .setEventId("e1")
          .setEventTime(5L)
          .setEventOutcome(EventOutcome.blocked)
          .setSafetyHarms(List.of("hate"))
          .setLabels(Map.of("tier", "free"))
          .build();

  @Test
  void readsAFieldByItsDottedName() {
    assertThat(value("event.id")).isEqualTo("e1");
    assertThat(value("event.time")).isEqualTo(5L);
    assertThat(value("event.outcome")).isEqualTo(EventOutcome.blocked);
    assertThat(value("safety.harms")).isEqualTo(List.of("hate"));
  }

  @Test
  void readsALabelByItsKey() {
    assertThat(value("labels.tier")).isEqualTo("free");
  }

  @Test
  void anAbsentValueIsNull() {
    assertThat(value("user.id")).isNull();
    assertThat(value("labels.region")).isNull();
  }

  @Test
  void textThatIsDroppedCannotBeNamed() {
    assertThat(TelemetryField.named("content.input.text")).isEmpty();
    assertThat(TelemetryFields.all())
        .extracting(TelemetryField::position)
        .doesNotContain(TelemetryEvent.getClassSchema().getField("content_input_text").pos());
  }

  @Test
  void namesAreUnique() {
    long named =
        TelemetryEvent.getClassSchema().getFields().stream()
            .map(field -> field.getProp("rule"))
            .filter(Objects::nonNull)
            .count();
    assertThat(TelemetryFields.all()).hasSize((int) named);
  }

  @Test
  void aRuleNameIsTheFieldNameWithDots() {
    for (TelemetryField field : TelemetryFields.all()) {
      Schema.Field avro = TelemetryEvent.getClassSchema().getFields().get(field.position());
      assertThat(field.name().replace('.', '_')).isEqualTo(avro.name());
    }
  }

  private Object value(String name) {
    return TelemetryField.named(name).orElseThrow().value(event);
  }
}
