package dev.groundswell.pipelines.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictTarget;
import dev.groundswell.schemas.VerdictValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Rules on what no provider's log tells, from the events of a product itself, and from its traces,
 * to the alert.
 */
@Timeout(120)
class ProductAlertTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int TRIES = 5;

  @RegisterExtension static final Servers SERVERS = new Servers();

  @Test
  void oneVerdictOnTheSexualExploitationOfChildren() throws Exception {
    assertAlert(
        "child_sexual_exploitation",
        List.of(
            event(0, EventCategory.inference, EventOutcome.success)
                .setVerdicts(List.of(verdict().setHarm("child_sexual_exploitation").build()))
                .build()));
  }

  @Test
  void aBlockForTheSexualExploitationOfChildrenWhoseVerdictNobodyTells() throws Exception {
    Verdict block =
        Verdict.newBuilder()
            .setDetector("filter")
            .setHarm("child_sexual_exploitation")
            .setAction(VerdictAction.block)
            .build();
    assertAlert(
        "child_sexual_exploitation",
        List.of(
            event(0, EventCategory.inference, EventOutcome.blocked)
                .setVerdicts(List.of(block))
                .build()));
  }

  @Test
  void aToolThatIsDeniedOverAndOver() throws Exception {
    assertAlert(
        "denied_tool_persistence",
        IntStream.range(0, TRIES)
            .mapToObj(
                attempt ->
                    event(attempt, EventCategory.tool, EventOutcome.blocked)
                        .setSessionId("session of mallory")
                        .setGenAiToolName("shell")
                        .build())
            .toList());
  }

  @Test
  void twoPlacesTooFarApart() throws Exception {
    assertAlert(
        "impossible_travel",
        List.of(
            event(0, EventCategory.inference, EventOutcome.success)
                .setClientGeoLat(48.86)
                .setClientGeoLon(2.35)
                .build(),
            event(1, EventCategory.inference, EventOutcome.success)
                .setClientGeoLat(40.71)
                .setClientGeoLon(-74.01)
                .build()));
  }

  @Test
  void instructionsInWhatAToolReturnedBeforeAnotherSends() throws Exception {
    assertAlert(
        "injection_tool_exfiltration",
        List.of(
            event(0, EventCategory.tool, EventOutcome.success)
                .setGenAiConversationId("talk with mallory")
                .setGenAiToolName("read_page")
                .setVerdicts(List.of(injected()))
                .build(),
            event(1, EventCategory.tool, EventOutcome.success)
                .setGenAiConversationId("talk with mallory")
                .setGenAiToolName("send_email")
                .build()));
  }

  @Test
  void instructionsThatAJudgeFindsInWhatATracedToolReturned() throws Exception {
    Instant begin = CLOCK.instant();
    OtlpTraces traces =
        new OtlpTraces("mallory", begin).executes("read_page").executes("send_email");
    TelemetryEvent found =
        TelemetryEvent.newBuilder()
            .setEventId("verdict")
            .setEventTime(begin.getEpochSecond() * 1000 + 500)
            .setEventCategory(EventCategory.guardrail)
            .setCallId(traces.callId(0))
            .setVerdicts(List.of(injected()))
            .build();
    try (RunningMonitor monitor =
        RunningMonitor.start(
            SERVERS.flink(),
            SERVERS.broker(),
            "product-injection",
            RulePack.bundled(),
            Duration.ofMinutes(10))) {
      for (byte[] spans : traces.callSpans()) {
        monitor.send(Format.OTLP_PROTO, 0, spans);
      }
      for (byte[] spans : traces.spansAround()) {
        monitor.send(Format.OTLP_PROTO, 1, spans);
      }
      monitor.send(0, List.of(found));
      assertAlert("injection_tool_exfiltration", monitor);
    }
  }

  private static void assertAlert(String rule, List<TelemetryEvent> events) throws Exception {
    String name = "product-%s-%d".formatted(rule, CLOCK.millis());
    try (RunningMonitor monitor = RunningMonitor.start(SERVERS.flink(), SERVERS.broker(), name)) {
      monitor.send(0, events);
      assertAlert(rule, monitor);
    }
  }

  private static void assertAlert(String rule, RunningMonitor monitor) throws Exception {
    List<Alert> alerts = monitor.alerts().await(1, LIMIT);
    assertThat(alerts)
        .extracting(alert -> alert.getDetection().getRuleName())
        .containsExactly(rule);
    assertThat(alerts.toString()).doesNotContain("mallory");
  }

  /** What mallory does, a millisecond between any two events. */
  private static TelemetryEvent.Builder event(
      int number, EventCategory category, EventOutcome outcome) {
    return TelemetryEvent.newBuilder()
        .setEventId("event-" + number)
        .setEventTime(CLOCK.millis() + number)
        .setEventCategory(category)
        .setEventOutcome(outcome)
        .setUserId("mallory");
  }

  private static Verdict injected() {
    return verdict().setTechnique("AML.T0051.001").setTarget(VerdictTarget.retrieval).build();
  }

  private static Verdict.Builder verdict() {
    return Verdict.newBuilder().setDetector("judge").setVerdict(VerdictValue.deny);
  }
}
