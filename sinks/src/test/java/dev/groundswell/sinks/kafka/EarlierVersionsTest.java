package dev.groundswell.sinks.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.RuleLevel;
import dev.groundswell.schemas.RuleStatus;
import dev.groundswell.schemas.SchemaVersions;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import dev.groundswell.testkit.EarlierProducer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a job of an earlier version left on a topic, or still writes there. */
@Tag("U3")
class EarlierVersionsTest {

  private final SchemaContext context = new SchemaContext();

  @AfterEach
  void release() {
    context.releaseClassLoader();
  }

  @Test
  void anEventFromBeforeVerdictsNamedCallsIsReadWhole() throws IOException {
    TelemetryEvent event = event().setCallId("e0").build();

    assertThat(read(TelemetryEvent.class, EarlierProducer.write(event, withoutCalls())))
        .containsExactly(event().build());
  }

  @Test
  void anAlertFromBeforeValuesWereCountedIsReadWhole() throws IOException {
    Schema earlier =
        earlier(Alert.class, version -> !version.toString().contains("\"bound_values\""));
    Alert alert = alert(Map.of("client.subnet", "n1"));

    assertThat(read(Alert.class, EarlierProducer.write(alert, earlier)))
        .containsExactly(alert(Map.of()));
  }

  @Test
  @Tag("F7")
  void everyTruncationOfOneIsSkippedAndCounted() throws IOException {
    byte[] whole = EarlierProducer.write(event().build(), withoutCalls());
    byte[][] truncations = new byte[whole.length][];
    Arrays.setAll(truncations, length -> Arrays.copyOf(whole, length));

    assertThat(read(TelemetryEvent.class, truncations)).isEmpty();
    assertThat(context.undecodable()).isEqualTo(whole.length);
  }

  private <T extends SpecificRecordBase> List<T> read(Class<T> type, byte[]... values)
      throws IOException {
    AvroDeserializationSchema<T> reader =
        new AvroDeserializationSchema<>(
            type, "topic", new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000));
    reader.open(context);
    List<T> out = new ArrayList<>();
    for (byte[] value : values) {
      reader.deserialize(
          new ConsumerRecord<>("topic", 0, 7, null, value), new ListCollector<>(out));
    }
    return out;
  }

  private static Schema withoutCalls() {
    return earlier(TelemetryEvent.class, version -> version.getField("call_id") == null);
  }

  private static Schema earlier(
      Class<? extends SpecificRecordBase> type, Predicate<Schema> version) {
    return SchemaVersions.earlier(type).stream().filter(version).findFirst().orElseThrow();
  }

  private static TelemetryEvent.Builder event() {
    return TelemetryEvent.newBuilder()
        .setEventId("e1")
        .setEventTime(5L)
        .setUserId("u1")
        .setLabels(Map.of("tier", "free"));
  }

  private static Alert alert(Map<String, String> boundValues) {
    EventSummary summary =
        EventSummary.newBuilder()
            .setEventId("e1")
            .setEventTime(5L)
            .setUserId("u1")
            .setBoundValues(boundValues)
            .build();
    Detection detection =
        Detection.newBuilder()
            .setDetectionId("a1")
            .setRuleId("7c1f0f7e-0000-4000-8000-000000000011")
            .setRuleName("key_sharing")
            .setRuleVersion(1)
            .setRuleTitle("One key from many networks")
            .setRuleLevel(RuleLevel.high)
            .setRuleStatus(RuleStatus.stable)
            .setTags(List.of())
            .setTechniques(List.of())
            .setGroup(List.of())
            .setFirst(5L)
            .setLast(5L)
            .setEvidence(List.of(new StepEvidence("shared", 1L, List.of(summary))))
            .build();
    return new Alert("a1", Disposition.notified, 6L, detection, null, null);
  }
}
