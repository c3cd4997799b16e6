package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.Stage;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.sinks.elasticsearch.Document.Operation;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.PortRange;
import dev.groundswell.sinks.prometheus.Scrape;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sink in a job, against a server that misbehaves. */
@Tag("F5")
class ElasticsearchSinkTest {

  private static final ExpositionConfig EXPOSITION =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000);

  /** No test waits for it to pass. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final List<TrendPoint> THREE =
      List.of(Samples.point("p1", 1), Samples.point("p2", 2), Samples.point("p3", 3));

  private StubElasticsearch server;
  private ExpositionLease metrics;

  @BeforeEach
  void start() throws IOException {
    server = new StubElasticsearch();
    metrics = Exposition.lease(EXPOSITION);
    RecordingDeadLetters.LETTERS.clear();
  }

  @AfterEach
  void stop() {
    server.close();
    metrics.close();
  }

  @Test
  void templatesComeBeforeTheFirstDocument() throws Exception {
    run(Operation.CREATE, THREE);

    assertThat(server.requests())
        .containsExactly("PUT /_index_template/groundswell-trends", "POST /_bulk");
    assertThat(server.ids()).containsExactlyInAnyOrder("p1", "p2", "p3");
    assertCounted(3, 0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void aBusyServerIsAskedAgainLater(int status) throws Exception {
    server.next(StubElasticsearch.status(status));

    run(Operation.CREATE, THREE);

    assertThat(server.ids()).containsExactlyInAnyOrder("p1", "p2", "p3");
    assertCounted(3, 0, 0, 3);
  }

  @Test
  void aBrokenConnectionIsMadeAgain() throws Exception {
    server.next(StubElasticsearch.reset());
    server.next(StubElasticsearch.page(502));
    server.next(StubElasticsearch.page(200));

    run(Operation.CREATE, THREE);

    assertThat(server.ids()).containsExactlyInAnyOrder("p1", "p2", "p3");
    assertThat(counted("written")).isEqualTo(3);
  }

  @Test
  void aServerThatHangsIsGivenUpAfterTheRequestTimeoutAndAskedAgain() throws Exception {
    server.next(server.hang());

    environment(Operation.CREATE, THREE, config(server.uri(), Duration.ofSeconds(1), LONG))
        .execute();

    assertThat(server.ids()).containsExactlyInAnyOrder("p1", "p2", "p3");
    assertThat(counted("written")).isEqualTo(3);
    assertThat(counted("retried")).isGreaterThanOrEqualTo(3);
  }

  @Test
  void documentsWhoseAcknowledgementWasLostAreCountedOnce() throws Exception {
    server.next(server.takeAndReset());

    run(Operation.CREATE, THREE);

    assertThat(server.ids()).containsExactlyInAnyOrder("p1", "p2", "p3");
    assertCounted(3, 0, 0, 3);
  }

  @Test
  void onlyTheItemsThatFailedAreSentAgain() throws Exception {
    server.next(server.refuse("p2", 429, "full queue"));

    run(Operation.CREATE, THREE);

    assertThat(server.ids()).containsExactlyInAnyOrder("p1", "p2", "p3");
    assertCounted(3, 0, 0, 1);
  }

  @Test
  void anOlderPaneAfterANewerIsSuperseded() throws Exception {
    run(Operation.INDEX_EXTERNAL_GTE, List.of(Samples.point("p1", 9), Samples.point("p1", 5)));

    assertCounted(1, 1, 0, 0);
  }

  @Test
  @Tag("K4")
  void aRefusedDocumentBecomesADeadLetterWithoutItsContent() throws Exception {
    server.next(
        server.refuse(
            "p2", 400, "failed to parse field [a.b]. Preview of field's value: 'planted'"));

    run(Operation.CREATE, THREE);

    assertThat(server.ids()).containsExactlyInAnyOrder("p1", "p3");
    assertCounted(2, 0, 1, 0);
    DeadLetter letter = RecordingDeadLetters.LETTERS.remove();
    assertThat(letter.getDeadLetterId())
        .isEqualTo("elasticsearch-groundswell-trends-1m-2026.01.01-p2");
    assertThat(letter.getStage()).isEqualTo(Stage.elasticsearch);
    assertThat(letter.getReason()).isEqualTo(DeadLetterReason.sink_rejected);
    assertThat(letter.getDetail()).contains("400").contains("[a.b]").doesNotContain("planted");
    assertThat(RecordingDeadLetters.LETTERS).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413})
  void aRefusedRequestIsHalvedUntilTheDocumentToBlameIsAlone(int status) throws Exception {
    for (int request = 0; request < 5; request++) {
      server.next(server.refuseRequestWith("p2", status));
    }

    run(Operation.CREATE, THREE);

    assertThat(server.ids()).containsExactlyInAnyOrder("p1", "p3");
    assertCounted(2, 0, 1, 0);
    assertThat(RecordingDeadLetters.LETTERS).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "401, elasticsearch.api-key",
    "403, elasticsearch.user",
    "404, action.auto_create_index",
  })
  void aConfigurationThatCannotWorkStopsTheJobAndNamesTheSetting(int status, String setting) {
    server.next(StubElasticsearch.status(status));

    assertThatThrownBy(() -> run(Operation.CREATE, THREE)).hasStackTraceContaining(setting);
  }

  @Test
  void oneItemThatNobodyMayWriteStopsTheJobToo() throws Exception {
    server.next(server.refuse("p2", 403, "blocked"));

    assertThatThrownBy(() -> run(Operation.CREATE, THREE))
        .hasStackTraceContaining("index groundswell-trends-1m-2026.01.01");
    assertThat(counted("failed")).isEqualTo(1);
  }

  @Test
  @Tag("K1")
  void credentialsThatTheServerDoesNotTakeStopTheJobAtItsStart() {
    server.answerTemplatesWith(401);

    assertThatThrownBy(() -> run(Operation.CREATE, THREE))
        .hasStackTraceContaining("elasticsearch.api-key");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aServerThatStaysDownStopsTheJobAtItsStart() throws Exception {
    URI nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }

    assertThatThrownBy(
            () ->
                environment(Operation.CREATE, THREE, config(nobody, LONG, Duration.ofMillis(300)))
                    .execute())
        .hasStackTraceContaining("elasticsearch.start-timeout");
  }

  @Test
  void cancellingWhileTheServerHangsTakesLessThanTenSeconds() throws Exception {
    server.next(server.hang());
    JobClient job =
        environment(Operation.CREATE, THREE, config(server.uri(), LONG, LONG)).executeAsync();
    server.awaitHanging();

    Instant before = Instant.now();
    job.cancel().get(10, TimeUnit.SECONDS);
    assertThatThrownBy(() -> job.getJobExecutionResult().get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  private void run(Operation operation, List<TrendPoint> points) throws Exception {
    environment(operation, points, config(server.uri(), LONG, LONG)).execute();
  }

  private static StreamExecutionEnvironment environment(
      Operation operation, List<TrendPoint> points, ElasticsearchConfig config) {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(
            1, new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
    environment
        .fromData(points, new AvroTypeInfo<>(TrendPoint.class))
        .sinkTo(
            ElasticsearchSink.of(
                "groundswell-trends",
                (point, context) -> document(operation, point),
                config,
                EXPOSITION,
                RecordingDeadLetters::new));
    return environment;
  }

  private static Document document(Operation operation, TrendPoint point) {
    Document document = TrendDocument.of(point);
    return new Document(
        document.index(), document.id(), operation, document.version(), document.source());
  }

  private static ElasticsearchConfig config(URI host, Duration request, Duration start) {
    return new ElasticsearchConfig(
        List.of(host), new Credentials.Anonymous(), null, Duration.ofSeconds(5), request, start);
  }

  private void assertCounted(int written, int superseded, int deadLettered, int retried)
      throws Exception {
    assertThat(counted("written")).isEqualTo(written);
    assertThat(counted("superseded")).isEqualTo(superseded);
    assertThat(counted("dead_lettered")).isEqualTo(deadLettered);
    assertThat(counted("retried")).isEqualTo(retried);
    assertThat(counted("failed")).isZero();
  }

  private double counted(String outcome) throws Exception {
    return Scrape.value(
        metrics,
        "groundswell_sink_documents_total{sink=\"groundswell-trends\",outcome=\"%s\",}"
            .formatted(outcome));
  }
}
