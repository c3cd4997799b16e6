package dev.groundswell.pipelines.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.ConservationLaw;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The production topology on a real broker. Partition 2 of the telemetry never has a record. */
@Timeout(120)
class MonitorJobTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int HEADER_BYTES = 10;

  /** Length prefix of a string of 2 147 483 647 bytes. */
  private static final byte[] LENGTH_BOMB = {
    (byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F
  };

  private static final byte[] GARBAGE = "no Avro at all".getBytes(StandardCharsets.UTF_8);

  @RegisterExtension static final Servers SERVERS = new Servers();

  @TempDir Path savepoints;

  @Test
  void refusesHostileRecordsWithoutARestartAndGoesOn() throws Exception {
    try (RunningMonitor monitor =
        RunningMonitor.start(SERVERS.flink(), SERVERS.broker(), "hostile")) {
      Takeover takeover = new Takeover("alice", CLOCK);
      byte[] valid = RunningMonitor.encoded(takeover.abuse().get(0));
      byte[] bomb = Arrays.copyOf(valid, HEADER_BYTES + LENGTH_BOMB.length);
      System.arraycopy(LENGTH_BOMB, 0, bomb, HEADER_BYTES, LENGTH_BOMB.length);
      TelemetryEvent future = takeover.abuse().get(0);
      future.setEventTime(Instant.parse("3000-01-01T00:00:00Z").toEpochMilli());

      monitor.send(0, GARBAGE);
      monitor.send(0, bomb);
      monitor.send(0, Arrays.copyOf(valid, valid.length / 2));
      monitor.send(0, RunningMonitor.encoded(future));

      assertThat(monitor.deadLetters().await(4, LIMIT))
          .extracting(DeadLetter::getOffset, DeadLetter::getReason)
          .containsExactly(
              tuple(0L, DeadLetterReason.undecodable),
              tuple(1L, DeadLetterReason.undecodable),
              tuple(2L, DeadLetterReason.undecodable),
              tuple(3L, DeadLetterReason.in_future));

      // An event time of the year 3000 would have made these late.
      monitor.send(0, new Takeover("bob", CLOCK).complete());
      assertThat(monitor.alerts().await(1, LIMIT)).hasSize(1);
      assertThat(monitor.status()).isEqualTo(JobStatus.RUNNING);
    }
  }

  @Test
  void alertsOnTheLastEventBeforeASilence() throws Exception {
    try (RunningMonitor monitor =
        RunningMonitor.start(SERVERS.flink(), SERVERS.broker(), "silence")) {
      Takeover takeover = new Takeover("alice", CLOCK);
      monitor.send(0, takeover.breakIn());
      monitor.send(1, GARBAGE);
      monitor.deadLetters().await(1, LIMIT); // From here on it is about event time, not start-up.

      monitor.send(1, takeover.abuse());

      Duration bound =
          RunningMonitor.OUT_OF_ORDERNESS
              .plus(RunningMonitor.IDLE_TIMEOUT)
              .plus(RunningMonitor.TRACE_HORIZON);
      Duration slack = Duration.ofSeconds(5);
      List<Alert> alerts = monitor.alerts().await(1, bound.plus(slack));
      assertThat(alerts)
          .extracting(alert -> alert.getDetection().getRuleName())
          .containsExactly("account_takeover_abuse");
    }
  }

  @Test
  void carriesNoIdentityAndNoTextToAnyOutput() throws Exception {
    List<String> planted =
        List.of(
            "mallory-4711",
            "mallory@example.org",
            "sk-live-0123456789abcdef",
            "203.0.113.77",
            "203.0.113.0",
            "session-of-mallory",
            "tenant-of-mallory",
            "device-of-mallory",
            "conversation-of-mallory",
            "how to pick the lock of mallory");
    try (RunningMonitor monitor =
        RunningMonitor.start(SERVERS.flink(), SERVERS.broker(), "privacy")) {
      Takeover takeover = new Takeover("e", CLOCK);
      monitor.send(0, takeover.complete().stream().map(MonitorJobTest::plant).toList());
      TelemetryEvent refused = plant(takeover.abuse().get(0));
      refused.setEventTime(0);
      monitor.send(0, RunningMonitor.encoded(refused));
      monitor.send(0, String.join(" ", planted).getBytes(StandardCharsets.UTF_8));
      monitor.send(
          0,
          "mallory-4711 ".repeat(RunningMonitor.MAX_RECORD_BYTES).getBytes(StandardCharsets.UTF_8));
      monitor.alerts().await(1, LIMIT);
      monitor.deadLetters().await(3, LIMIT);

      assertThat(monitor.metricsPage()).contains("groundswell_").doesNotContain(planted);

      monitor.drain(savepoints);
      for (OutputTopic<?> topic : outputs(monitor).toList()) {
        List<String> records =
            topic.bytes().stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .toList();
        assertThat(records).as(topic.name()).isNotEmpty();
        assertThat(String.join("\n", records)).as(topic.name()).doesNotContain(planted);
      }
    }
  }

  private static TelemetryEvent plant(TelemetryEvent event) {
    event.setUserId("mallory-4711");
    event.setOrganizationId("tenant-of-mallory");
    event.setApiKeyId("sk-live-0123456789abcdef");
    event.setSessionId("session-of-mallory");
    event.setDeviceId("device-of-mallory");
    event.setGenAiConversationId("conversation-of-mallory");
    event.setClientAddress("203.0.113.77");
    event.setContentInputText("how to pick the lock of mallory");
    event.setVerdicts(
        List.of(
            Verdict.newBuilder()
                .setDetector("filter")
                .setTechnique("AML.T0054")
                .setSubject("mallory@example.org")
                .setVerdict(VerdictValue.deny)
                .setAction(VerdictAction.block)
                .build()));
    return event;
  }

  private static Stream<OutputTopic<?>> outputs(RunningMonitor monitor) {
    return Stream.of(monitor.alerts(), monitor.trends(), monitor.events(), monitor.deadLetters());
  }

  @Test
  void countsADetectionInACellThatNoVerdictFeeds() throws Exception {
    try (RunningMonitor monitor =
        RunningMonitor.start(SERVERS.flink(), SERVERS.broker(), "trends")) {
      monitor.send(0, new Takeover("alice", CLOCK).complete());
      monitor.alerts().await(1, LIMIT);

      monitor.drain(savepoints);

      List<TrendPoint> cell =
          monitor.trends().all().stream()
              .filter(point -> point.getTechnique().equals(Takeover.TECHNIQUE))
              .toList();
      assertThat(cell).isNotEmpty();
      assertThat(cell)
          .allSatisfy(
              point -> {
                assertThat(point.getDetections()).isEqualTo(1);
                assertThat(point.getEvents()).isZero();
                assertThat(point.getDistinctActors()).isEqualTo(1);
              });
    }
  }

  @Test
  void keepsBooksThatAddUp() throws Exception {
    try (RunningMonitor monitor =
        RunningMonitor.start(SERVERS.flink(), SERVERS.broker(), "books")) {
      List<TelemetryEvent> onTime = new Takeover("alice", CLOCK).complete();
      monitor.send(0, onTime);
      monitor.send(0, List.of(onTime.get(0)));
      monitor.alerts().await(1, LIMIT); // Event time has passed the takeover.
      TelemetryEvent late = new Takeover("bob", CLOCK).abuse().get(0);
      late.setEventTime(CLOCK.millis() - Duration.ofMinutes(10).toMillis());
      monitor.send(0, List.of(late));
      monitor.send(0, GARBAGE);
      monitor.deadLetters().await(1, LIMIT); // The last record went through ingest.

      Books books = monitor.drain(savepoints);

      assertThat(books.of(Entry.ITEMS)).isEqualTo(11);
      assertThat(books.of(Entry.VALID)).isEqualTo(10);
      assertThat(books.of(Entry.REJECTED)).isEqualTo(1);
      assertThat(books.rejected(DeadLetterReason.undecodable)).isEqualTo(1);
      assertThat(books.of(Entry.UNIQUE)).isEqualTo(9);
      assertThat(books.of(Entry.DUPLICATE)).isEqualTo(1);
      assertThat(books.of(Entry.ON_TIME)).isEqualTo(8);
      assertThat(books.of(Entry.LATE)).isEqualTo(1);
      assertThat(books.of(Entry.DETECTED)).isEqualTo(1);
      assertThat(books.of(Entry.LATE_MATCHES)).isZero();
      assertThat(books.of(Entry.WAITING)).isZero();
      assertThat(ConservationLaw.violations(books.all())).isEmpty();
    }
  }

  @Test
  void finishesASequenceAfterASavepointOnceAndCountsOn() throws Exception {
    try (RunningMonitor monitor =
        RunningMonitor.start(SERVERS.flink(), SERVERS.broker(), "savepoint")) {
      Takeover takeover = new Takeover("alice", CLOCK);
      List<TelemetryEvent> before = takeover.breakIn();
      monitor.send(0, before);
      monitor.send(0, GARBAGE);
      monitor.deadLetters().await(1, LIMIT); // The first half went through ingest.

      monitor.resume(monitor.suspend(savepoints));
      monitor.send(0, List.of(before.get(0)));
      monitor.send(0, takeover.abuse());
      monitor.alerts().await(1, LIMIT);
      Books books = monitor.drain(savepoints);

      assertThat(monitor.alerts().all()).hasSize(1);
      assertThat(monitor.deadLetters().all()).hasSize(1);
      assertThat(books.of(Entry.ITEMS)).isEqualTo(10);
      assertThat(books.of(Entry.DUPLICATE)).isEqualTo(1);
      assertThat(books.of(Entry.ON_TIME)).isEqualTo(8);
      assertThat(ConservationLaw.violations(books.all())).isEmpty();
    }
  }
}
