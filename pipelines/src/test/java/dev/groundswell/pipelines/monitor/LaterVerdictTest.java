package dev.groundswell.pipelines.monitor;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.ConservationLaw;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the broker to the alert: a judge finds jailbreaks some time after the calls, and knows
 * nothing of them but their ids. The rule groups by user.
 */
@Timeout(120)
class LaterVerdictTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int CALLS = 3;
  private static final byte[] GARBAGE = "no event at all".getBytes(StandardCharsets.UTF_8);
  private static final RulePack RULES =
      RulePack.parse(
          "jailbreaks_found_later.yml",
          """
          title: Jailbreaks that a judge found
          id: 5f1d8a1e-0f53-4a55-9d58-6f6f0c1f9a11
          name: jailbreaks_found_later
          version: 1
          status: stable
          level: high
          correlation:
            type: event_count
            rules: [jailbreak_found]
            group-by: [user.id]
            timespan: 10m
            condition: {gte: 3}
          ---
          title: Jailbreak found after the call
          name: jailbreak_found
          logsource: {product: groundswell, service: telemetry}
          detection:
            selection:
              call.id|exists: true
              safety.techniques: AML.T0054
            condition: selection
          """);

  @RegisterExtension static final Servers SERVERS = new Servers();

  @TempDir Path savepoints;

  @Test
  void verdictsThatComeLaterCountForWhoCalled() throws Exception {
    long end = CLOCK.millis();
    try (RunningMonitor monitor = start("verdicts")) {
      monitor.send(0, calls("mallory", end));
      monitor.send(1, verdicts("mallory", end));
      monitor.send(1, verdicts("nobody", end));

      List<Alert> alerts = monitor.alerts().await(1, LIMIT);

      assertThat(alerts)
          .extracting(alert -> alert.getDetection().getRuleName())
          .containsExactly("jailbreaks_found_later");
      assertThat(alerts.toString()).contains("chat", "large-2").doesNotContain("mallory@");
      Books books = monitor.drain(savepoints);
      assertThat(monitor.events().all())
          .hasSize(2 * CALLS)
          .filteredOn(event -> event.getCallId().startsWith("mallory"))
          .hasSize(CALLS)
          .allSatisfy(event -> assertThat(event.getUserId()).isEqualTo(user(alerts.get(0))));
      assertThat(books.of(Entry.VERDICTS)).isEqualTo(2 * CALLS);
      assertThat(books.of(Entry.JOINED)).isEqualTo(CALLS);
      assertThat(books.of(Entry.UNJOINED)).isEqualTo(CALLS);
      assertThat(books.of(Entry.EVENTS)).isEqualTo(3 * CALLS);
      assertThat(ConservationLaw.violations(books.all())).isEmpty();
    }
  }

  @Test
  void verdictsAboutCallsInAProvidersLogAndInTraces() throws Exception {
    AwsLogs logs = new AwsLogs("mallory", CLOCK.instant().minusSeconds(CALLS));
    OtlpTraces traces = new OtlpTraces("eve", CLOCK.instant().minusSeconds(CALLS));
    OtlpTraces frameworks = new OtlpTraces("trent", CLOCK.instant().minusSeconds(CALLS));
    for (int call = 0; call < CALLS; call++) {
      logs.invokes("hello", false);
      traces.calls("hello", false);
      frameworks.callsThroughAFramework("hello");
    }
    try (RunningMonitor monitor = start("verdicts-formats")) {
      send(monitor, Format.BEDROCK_INVOCATION, 0, logs.invocationLog());
      send(monitor, Format.OTLP_PROTO, 0, traces.callSpans());
      send(monitor, Format.OTLP_PROTO, 1, traces.spansAround());
      send(monitor, Format.OTLP_PROTO, 0, frameworks.callSpans());
      send(monitor, Format.OTLP_PROTO, 1, frameworks.frameworkSpans());
      send(monitor, Format.OTLP_PROTO, 1, frameworks.spansAround());
      long now = CLOCK.millis();
      for (int call = 0; call < CALLS; call++) {
        monitor.send(1, List.of(verdict("bedrock-" + call, "call-" + call, now)));
        monitor.send(1, List.of(verdict("otlp-" + call, traces.callId(call), now)));
        monitor.send(1, List.of(verdict("framework-" + call, frameworks.frameworkId(call), now)));
      }

      List<Alert> alerts = monitor.alerts().await(3, LIMIT);

      assertThat(alerts)
          .extracting(alert -> Map.entry(verdicts(alert), models(alert)))
          .containsExactlyInAnyOrder(
              Map.entry(
                  Set.of("bedrock-0", "bedrock-1", "bedrock-2"), Set.of("amazon.nova-lite-v1:0")),
              Map.entry(Set.of("otlp-0", "otlp-1", "otlp-2"), Set.of("gpt-4o")),
              Map.entry(Set.of("framework-0", "framework-1", "framework-2"), Set.of("gpt-4o")));
      assertThat(alerts).extracting(LaterVerdictTest::user).doesNotHaveDuplicates();
      Books books = monitor.drain(savepoints);
      assertThat(books.of(Entry.JOINED)).isEqualTo(3 * CALLS);
      assertThat(books.of(Entry.NAMESAKES)).isZero();
      assertThat(ConservationLaw.violations(books.all())).isEmpty();
    }
  }

  @Test
  void aCallThatComesLateIsFoundByAVerdictOnTime() throws Exception {
    long now = CLOCK.millis();
    try (RunningMonitor monitor = start("verdicts-late-call")) {
      monitor.send(0, calls("eve", now));
      monitor.send(1, verdicts("eve", now));
      monitor.alerts().await(1, LIMIT); // Event time has passed these.
      monitor.send(0, calls("mallory", now - Duration.ofMinutes(5).toMillis()));
      monitor.send(0, GARBAGE);
      monitor.deadLetters().await(1, LIMIT); // The calls went through ingest.
      monitor.send(1, verdicts("mallory", CLOCK.millis()));

      List<Alert> alerts = monitor.alerts().await(2, LIMIT);

      assertThat(alerts)
          .extracting(LaterVerdictTest::verdicts)
          .contains(Set.of("verdict-mallory-0", "verdict-mallory-1", "verdict-mallory-2"));
      assertThat(alerts).extracting(LaterVerdictTest::user).doesNotHaveDuplicates();
      Books books = monitor.drain(savepoints);
      assertThat(books.of(Entry.LATE)).isEqualTo(CALLS);
      assertThat(books.of(Entry.JOINED)).isEqualTo(2 * CALLS);
      assertThat(books.of(Entry.TIMELY_VERDICTS)).isEqualTo(2 * CALLS);
      assertThat(ConservationLaw.violations(books.all())).isEmpty();
    }
  }

  @Test
  void withoutAHorizonAVerdictIsAnEventLikeAnyOther() throws Exception {
    long end = CLOCK.millis();
    List<TelemetryEvent> verdicts = verdicts("mallory", end);
    verdicts.forEach(verdict -> verdict.setUserId("named"));
    try (RunningMonitor monitor =
        RunningMonitor.start(
            SERVERS.flink(), SERVERS.broker(), "verdicts-off", RULES, Duration.ZERO)) {
      monitor.send(0, calls("mallory", end));
      monitor.send(1, verdicts);

      assertThat(monitor.alerts().await(1, LIMIT)).hasSize(1);
      Books books = monitor.drain(savepoints);
      assertThat(books.of(Entry.VERDICTS)).isZero();
      assertThat(books.of(Entry.ON_TIME)).isEqualTo(2 * CALLS);
      assertThat(monitor.events().all())
          .extracting(
              TelemetryEvent::getEventId,
              TelemetryEvent::getServiceName,
              TelemetryEvent::getGenAiRequestModel)
          .containsExactlyInAnyOrder(
              tuple("verdict-mallory-0", null, null),
              tuple("verdict-mallory-1", null, null),
              tuple("verdict-mallory-2", null, null));
    }
  }

  @Test
  @Tag("S1")
  void callsAreRememberedThroughASavepoint() throws Exception {
    long end = CLOCK.millis();
    try (RunningMonitor monitor = start("verdicts-savepoint")) {
      monitor.send(0, calls("mallory", end));
      monitor.send(0, GARBAGE);
      monitor.deadLetters().await(1, LIMIT); // The calls went through ingest.

      monitor.resume(monitor.suspend(savepoints));
      monitor.send(1, verdicts("mallory", CLOCK.millis()));

      assertThat(monitor.alerts().await(1, LIMIT)).hasSize(1);
    }
  }

  private static RunningMonitor start(String name) throws Exception {
    return RunningMonitor.start(
        SERVERS.flink(), SERVERS.broker(), name, RULES, Duration.ofMinutes(10));
  }

  private static void send(RunningMonitor monitor, Format format, int partition, List<byte[]> all)
      throws Exception {
    for (byte[] record : all) {
      monitor.send(format, partition, record);
    }
  }

  private static String user(Alert alert) {
    return alert.getDetection().getGroup().get(0).getValue();
  }

  private static Set<String> verdicts(Alert alert) {
    return evidence(alert).map(EventSummary::getEventId).collect(toSet());
  }

  private static Set<String> models(Alert alert) {
    return evidence(alert).map(EventSummary::getGenAiRequestModel).collect(toSet());
  }

  private static Stream<EventSummary> evidence(Alert alert) {
    return alert.getDetection().getEvidence().stream().flatMap(step -> step.getEvents().stream());
  }

  private static List<TelemetryEvent> calls(String user, long end) {
    return IntStream.range(0, CALLS)
        .mapToObj(
            call ->
                TelemetryEvent.newBuilder()
                    .setEventId(user + "-" + call)
                    .setEventTime(end + call)
                    .setEventCategory(EventCategory.inference)
                    .setUserId(user + "@example.org")
                    .setServiceName("chat")
                    .setGenAiRequestModel("large-2")
                    .build())
        .toList();
  }

  private static List<TelemetryEvent> verdicts(String user, long end) {
    return IntStream.range(0, CALLS)
        .mapToObj(
            call -> {
              String id = user + "-" + call;
              return verdict("verdict-" + id, id, end + CALLS + call);
            })
        .toList();
  }

  /** What a judge says of a call later. */
  static TelemetryEvent verdict(String id, String call, long time) {
    return TelemetryEvent.newBuilder()
        .setEventId(id)
        .setEventTime(time)
        .setEventCategory(EventCategory.guardrail)
        .setCallId(call)
        .setVerdicts(
            List.of(
                Verdict.newBuilder()
                    .setDetector("judge")
                    .setTechnique("AML.T0054")
                    .setVerdict(VerdictValue.deny)
                    .build()))
        .build();
  }
}
