package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.SourceItem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelemetryDeserializerTest {

  private final TelemetryDeserializer deserializer =
      new TelemetryDeserializer(
          IngestConfig.defaults(), Map.of("logs", Format.CLOUDTRAIL), Clock.systemUTC());
  private final List<SourceItem> items = new ArrayList<>();

  @BeforeEach
  void open() {
    deserializer.open(null);
  }

  @Test
  void aRecordIsReadInTheFormatOfItsTopic() {
    deserialize("logs");
    assertThat(items)
        .singleElement()
        .satisfies(item -> assertThat(item.getTopic()).isEqualTo("logs"));
  }

  @Test
  void recordsOfATopicThatIsNamedNoMoreAreDropped() {
    deserialize("gone");
    deserialize("gone");
    assertThat(items).isEmpty();
  }

  private void deserialize(String topic) {
    byte[] value = "no JSON".getBytes(StandardCharsets.UTF_8);
    deserializer.deserialize(
        new ConsumerRecord<>(topic, 0, 0, null, value), new ListCollector<>(items));
  }
}
