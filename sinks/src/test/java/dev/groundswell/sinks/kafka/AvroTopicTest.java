package dev.groundswell.sinks.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.Stage;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.PortRange;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AvroTopicTest {

  private static final ExpositionConfig EXPOSITION =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000);

  private final AvroDeserializationSchema<DeadLetter> reader =
      new AvroDeserializationSchema<>(DeadLetter.class, "dead-letters", EXPOSITION);
  private final SchemaContext context = new SchemaContext();

  @BeforeEach
  void open() throws IOException {
    reader.open(context);
  }

  @AfterEach
  void release() {
    context.releaseClassLoader();
  }

  @Test
  void aRecordComesBackAsItWasWritten() throws IOException {
    DeadLetter letter = letter();
    AvroSerializationSchema<DeadLetter> writer =
        new AvroSerializationSchema<>(
            DeadLetter.class, "dead-letters", DeadLetter::getDeadLetterId);
    writer.open(null, null);

    ProducerRecord<byte[], byte[]> written = writer.serialize(letter, null, null);

    assertThat(written.topic()).isEqualTo("dead-letters");
    assertThat(written.key()).isEqualTo("ingest-telemetry-0-7-0".getBytes(UTF_8));
    assertThat(read(written.value())).containsExactly(letter);
  }

  @Test
  void theSourceProducesAvroRecordsAndNotGenericOnes() {
    KafkaSource<DeadLetter> source =
        AvroTopicSource.of(
            DeadLetter.class, KafkaTopic.plain("127.0.0.1:9092", "dead-letters"), "g", EXPOSITION);

    TypeInformation<DeadLetter> type = source.getProducedType();

    assertThat(type).isInstanceOf(AvroTypeInfo.class);
  }

  @Test
  @Tag("F7")
  void everyTruncationIsSkippedAndCounted() throws IOException {
    byte[] valid = new SingleObjectWriter<>(DeadLetter.class).write(letter());

    for (int length = 0; length < valid.length; length++) {
      assertThat(read(Arrays.copyOf(valid, length))).isEmpty();
    }

    assertThat(context.undecodable()).isEqualTo(valid.length);
  }

  @Test
  @Tag("F7")
  void aRecordOfAnotherTypeIsSkipped() throws IOException {
    TrendPoint other = new TrendPoint();
    other.setPointId("p");
    other.setTechnique("t");
    other.setTarget("t");
    other.setActors(ByteBuffer.allocate(0));
    other.setTargetKind(TargetKind.other);
    other.setGrain(Grain.other);
    other.setRules(List.of());
    other.setTopClusters(List.of());
    other.setTopActors(List.of());

    assertThat(read(new SingleObjectWriter<>(TrendPoint.class).write(other))).isEmpty();
    assertThat(read(null)).isEmpty();
    assertThat(context.undecodable()).isEqualTo(2);
  }

  @Test
  @Tag("B3")
  void aLengthBombIsSkipped() throws IOException {
    byte[] header = Arrays.copyOf(new SingleObjectWriter<>(DeadLetter.class).write(letter()), 10);
    byte[] bomb = Arrays.copyOf(header, 15);
    // A string of 2^31 - 10 characters, by its length alone.
    byte[] length = {(byte) 0xec, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    System.arraycopy(length, 0, bomb, 10, length.length);

    assertThat(read(bomb)).isEmpty();
    assertThat(context.undecodable()).isEqualTo(1);
  }

  @Test
  void whatIsSkippedShowsOnThePage() throws Exception {
    read(new byte[] {1, 2, 3});

    try (ExpositionLease lease = Exposition.lease(EXPOSITION)) {
      assertThat(page(lease.port()))
          .contains(
              "groundswell_sink_documents_total{sink=\"kafka-dead-letters\",outcome=\"undecodable\",}"
                  + " 1.0");
    }
  }

  @Test
  void thePageEndsWithTheClassLoaderBecauseASchemaIsNeverClosed() throws Exception {
    int port;
    try (ExpositionLease lease = Exposition.lease(EXPOSITION)) {
      port = lease.port();
    }
    assertThat(page(port)).isNotEmpty();

    context.releaseClassLoader();

    assertThatThrownBy(() -> page(port)).isInstanceOf(ConnectException.class);
  }

  @Test
  @Tag("K2")
  void propertiesOfATopicAreNamedButNotPrinted() {
    KafkaTopic topic =
        new KafkaTopic("b:9092", "alerts", Map.of("sasl.jaas.config", "planted password"));

    assertThat(topic.toString()).contains("sasl.jaas.config").doesNotContain("planted");
  }

  private List<DeadLetter> read(byte[] value) {
    List<DeadLetter> out = new ArrayList<>();
    reader.deserialize(
        new ConsumerRecord<>("dead-letters", 0, 7, null, value), new ListCollector<>(out));
    return out;
  }

  private static String page(int port) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  private static DeadLetter letter() {
    return DeadLetter.newBuilder()
        .setDeadLetterId("ingest-telemetry-0-7-0")
        .setStage(Stage.ingest)
        .setReason(DeadLetterReason.undecodable)
        .setDetail("not a TelemetryEvent")
        .setTopic("telemetry")
        .setPartition(0)
        .setOffset(7)
        .setItem(0)
        .setTime(1)
        .setPayloadSize(5)
        .setPayloadHmac("")
        .setPayloadShape("")
        .build();
  }
}
