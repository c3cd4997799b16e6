package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.PortRange;
import dev.groundswell.sinks.prometheus.Scrape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.function.SerializableSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The writer around snapshots: what waits, what is counted, what comes back. */
@Tag("F5")
@Timeout(60)
class ElasticsearchWriterTest {

  private static final ExpositionConfig EXPOSITION =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000);
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Longer than a document stays in the buffer. */
  private static final long TICK = Duration.ofSeconds(1).toMillis();

  private StubElasticsearch server;
  private ExpositionLease metrics;
  private OneInputStreamOperatorTestHarness<TrendPoint, CommittableMessage<Void>> writer;

  @BeforeEach
  void start() throws IOException {
    server = new StubElasticsearch();
    metrics = Exposition.lease(EXPOSITION);
    RecordingDeadLetters.LETTERS.clear();
  }

  @AfterEach
  void stop() throws Exception {
    writer.close();
    server.close();
    metrics.close();
  }

  @Test
  void whatWaitsWhileTheServerIsBusyIsWrittenAfterARestore() throws Exception {
    assertThatASavepointOutlives(StubElasticsearch.status(503), LONG);
  }

  @Test
  void whatWaitsWhileTheServerHangsIsWrittenAfterARestore() throws Exception {
    assertThatASavepointOutlives(server.hang(), Duration.ofMillis(500));
  }

  @Test
  void whatTheServerTookWithoutSayingSoIsWrittenOnce() throws Exception {
    assertThatASavepointOutlives(server.takeAndReset(), LONG);
  }

  private void assertThatASavepointOutlives(
      StubElasticsearch.Answer outage, Duration requestTimeout) throws Exception {
    server.otherwise(outage);
    open(requestTimeout, RecordingDeadLetters::new);
    write(Samples.point("p1", 1), Samples.point("p2", 1), Samples.point("p3", 1));
    writer.setProcessingTime(TICK);
    OperatorSubtaskState savepoint = snapshot();
    assertBooks(3, 0, 0, 0, 3);

    server.recover();
    restore(savepoint);
    writer.endInput();
    snapshot();

    assertThat(server.ids()).containsExactlyInAnyOrder("p1", "p2", "p3");
    assertBooks(3, 3, 0, 0, 0);
  }

  @Test
  void snapshotsCompleteHoweverOftenTheServerRefuses() throws Exception {
    server.otherwise(StubElasticsearch.status(503));
    open(LONG, RecordingDeadLetters::new);
    write(
        IntStream.range(0, 600)
            .mapToObj(id -> Samples.point("p" + id, 1))
            .toArray(TrendPoint[]::new));

    for (int attempt = 1; attempt <= 3; attempt++) {
      writer.setProcessingTime(attempt * TICK);
      snapshot();
      assertBooks(600, 0, 0, 0, 600);
    }
  }

  @Test
  void theBooksAddUpAfterEveryOutcomeAndAfterARestore() throws Exception {
    server.next(server.refuse(Map.of("p2", 400, "p3", 429), "scripted"));
    open(LONG, RecordingDeadLetters::new);
    write(
        Samples.point("p1", 9),
        Samples.point("p1", 5),
        Samples.point("p2", 1),
        Samples.point("p3", 1));
    writer.setProcessingTime(TICK);
    OperatorSubtaskState savepoint = snapshot();
    assertBooks(4, 1, 1, 1, 1);

    restore(savepoint);
    write(Samples.point("p4", 1));
    writer.endInput();
    assertBooks(4, 1, 1, 1, 1);

    snapshot();
    assertBooks(2, 2, 0, 0, 0);
  }

  @Test
  void nothingIsSentAgainWhileTheServerTakesItsTime() throws Exception {
    server.next(server.late());
    open(LONG, RecordingDeadLetters::new);
    write(Samples.point("p1", 1), Samples.point("p2", 1));
    writer.setProcessingTime(TICK);
    server.awaitHanging();
    writer.setProcessingTime(Duration.ofDays(1).toMillis());
    server.answerLate();
    writer.endInput();
    snapshot();

    assertThat(server.requests())
        .containsExactly("PUT /_index_template/groundswell-trends", "POST /_bulk");
    assertBooks(2, 2, 0, 0, 0);
  }

  @Test
  void theFirstLetterThatIsLostStopsTheWriter() throws Exception {
    server.next(server.refuse(Map.of("p1", 400, "p2", 400), "scripted"));
    open(LONG, LostLetters::new);
    write(Samples.point("p1", 1), Samples.point("p2", 1));

    assertThatThrownBy(writer::endInput).hasStackTraceContaining("no leader");
  }

  /** One letter is lost, and nothing is heard of the others. */
  private static final class LostLetters implements DeadLetters {

    private boolean lost;

    @Override
    public CompletableFuture<Void> put(DeadLetter letter) {
      if (lost) {
        return new CompletableFuture<>();
      }
      lost = true;
      return CompletableFuture.failedFuture(new IOException("no leader"));
    }

    @Override
    public void close() {}
  }

  private void open(Duration requestTimeout, SerializableSupplier<DeadLetters> deadLetters)
      throws Exception {
    writer = harness(requestTimeout, deadLetters);
    writer.open();
  }

  private void restore(OperatorSubtaskState savepoint) throws Exception {
    writer.close();
    writer = harness(LONG, RecordingDeadLetters::new);
    writer.initializeState(savepoint);
    writer.open();
  }

  private OneInputStreamOperatorTestHarness<TrendPoint, CommittableMessage<Void>> harness(
      Duration requestTimeout, SerializableSupplier<DeadLetters> deadLetters) throws Exception {
    ElasticsearchConfig config =
        new ElasticsearchConfig(
            List.of(server.uri()),
            new Credentials.Anonymous(),
            null,
            Duration.ofSeconds(5),
            requestTimeout,
            LONG);
    ElasticsearchSink<TrendPoint> sink =
        ElasticsearchSink.of(
            "groundswell-trends",
            (point, context) -> TrendDocument.of(point),
            config,
            EXPOSITION,
            deadLetters);
    return new OneInputStreamOperatorTestHarness<>(
        new SinkWriterOperatorFactory<TrendPoint, Void>(sink),
        new AvroTypeInfo<>(TrendPoint.class).createSerializer(new SerializerConfigImpl()));
  }

  private void write(TrendPoint... points) throws Exception {
    for (TrendPoint point : points) {
      writer.processElement(point, Samples.TIME.toEpochMilli());
    }
  }

  private OperatorSubtaskState snapshot() throws Exception {
    writer.prepareSnapshotPreBarrier(1);
    return writer.snapshot(1, 0);
  }

  private void assertBooks(
      int documents, int written, int superseded, int deadLettered, int pending) throws Exception {
    assertThat(documents).isEqualTo(written + superseded + deadLettered + pending);
    assertThat(book("documents")).isEqualTo(documents);
    assertThat(book("written")).isEqualTo(written);
    assertThat(book("superseded")).isEqualTo(superseded);
    assertThat(book("dead_lettered")).isEqualTo(deadLettered);
    assertThat(book("pending")).isEqualTo(pending);
  }

  private double book(String result) throws Exception {
    return Scrape.value(
        metrics,
        "groundswell_ledger_records{stage=\"elasticsearch-groundswell-trends\",result=\"%s\",subtask=\"0\",}"
            .formatted(result));
  }
}
