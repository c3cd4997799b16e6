package dev.groundswell.pipelines.monitor;

import static dev.groundswell.pipelines.rules.RuleTexts.ID;
import static dev.groundswell.pipelines.rules.RuleTexts.MISUSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.ConservationLaw;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.RuleAction;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RuleState;
import dev.groundswell.schemas.TelemetryEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rules change by way of their topic, on a real broker, while events flow. */
@Timeout(120)
class RuleChangeTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String OTHERWISE =
      MISUSE.replace("version: 1", "version: 2").replace("misuse}", "misconduct}");

  @RegisterExtension static final Servers SERVERS = new Servers();

  @TempDir Path savepoints;

  @Test
  @Tag("U2")
  void rulesComeChangeAndGoWhileTheRunsOfOthersStayOpen() throws Exception {
    RunningMonitor.createRulesTopic(SERVERS.broker(), "live");
    try (RunningMonitor monitor = RunningMonitor.start(SERVERS.flink(), SERVERS.broker(), "live")) {
      Takeover takeover = new Takeover("mallory", CLOCK);
      monitor.send(0, takeover.breakIn());
      act(monitor, "misuse", "before it is added");

      change(monitor, 1, RuleState.active, MISUSE);
      act(monitor, "misuse", "added");
      monitor.alerts().await(1, LIMIT);
      assertThat(monitor.metricsPage())
          .as("counters are born before they count")
          .contains(
              "groundswell_alerts_total{rule=\"misuse\",level=\"low\",disposition=\"shadow\",} 0.0");

      change(monitor, 2, RuleState.active, OTHERWISE);
      act(monitor, "misuse", "as before it was edited");
      act(monitor, "misconduct", "edited");
      monitor.alerts().await(2, LIMIT);

      change(monitor, 3, RuleState.active, OTHERWISE.replace("selection:", "nothing:"));
      assertThat(monitor.metricsPage())
          .contains("groundswell_rule_state{rule=\"misuse\",state=\"refused\",} 1.0")
          .contains("groundswell_rule_state{rule=\"misuse\",state=\"active\",} 1.0");
      act(monitor, "misconduct", "as before a broken one came");
      monitor.alerts().await(3, LIMIT);

      String savepoint = monitor.suspend(savepoints);
      monitor.resume(savepoint);
      change(monitor, 4, RuleState.paused, OTHERWISE);
      act(monitor, "misconduct", "paused");
      change(monitor, 5, RuleState.shadow, OTHERWISE);
      act(monitor, "misconduct", "in shadow");
      monitor.alerts().await(4, LIMIT);
      change(monitor, 6, RuleState.deleted, "");
      act(monitor, "misconduct", "deleted");
      monitor.send(0, takeover.abuse());
      monitor.alerts().await(5, LIMIT);

      Books books = monitor.drain(savepoints);
      assertThat(monitor.alerts().all())
          .extracting(RuleChangeTest::summary)
          .containsExactlyInAnyOrder(
              "misuse 1 notified added",
              "misuse 2 notified edited",
              "misuse 2 notified as before a broken one came",
              "misuse 2 shadow in shadow",
              "account_takeover_abuse 1 notified -");
      assertThat(monitor.audits().all())
          .extracting(RuleAudit::getAction)
          .containsExactly(
              RuleAction.added,
              RuleAction.updated,
              RuleAction.refused,
              RuleAction.paused,
              RuleAction.shadowed,
              RuleAction.deleted);
      assertThat(monitor.deadLetters().all())
          .extracting(DeadLetter::getReason)
          .containsExactly(DeadLetterReason.invalid_rule);
      assertThat(books.of(Entry.CHANGES)).isEqualTo(6);
      assertThat(books.of(Entry.REFUSED)).isEqualTo(1);
      assertThat(books.of(Entry.UNKNOWN_STEPS)).isZero();
      assertThat(ConservationLaw.violations(books.all())).isEmpty();
    }
  }

  @Test
  void aStartWithoutStateRunsWhatWasAcceptedLastWhateverWasRefusedBehindIt() throws Exception {
    RunningMonitor.createRulesTopic(SERVERS.broker(), "afresh");
    try (RunningMonitor monitor =
        RunningMonitor.start(SERVERS.flink(), SERVERS.broker(), "afresh")) {
      change(monitor, 1, RuleState.active, MISUSE);
      change(monitor, 2, RuleState.shadow, "");
      change(monitor, 3, RuleState.active, MISUSE.replace("selection:", "nothing:"));
      monitor.suspend(savepoints);

      monitor.startAfresh();
      List<RuleAudit> audits = monitor.audits().await(6, LIMIT);
      act(monitor, "misuse", "after the loss");
      monitor.alerts().await(1, LIMIT);

      assertThat(audits.subList(3, 6))
          .as("what became of them becomes of them again")
          .containsExactlyInAnyOrderElementsOf(audits.subList(0, 3));
      assertThat(monitor.alerts().all())
          .extracting(RuleChangeTest::summary)
          .containsExactly("misuse 1 shadow after the loss");
    }
  }

  /** Changes the rule from now on, and returns when that was decided. */
  private static void change(RunningMonitor monitor, int number, RuleState state, String text)
      throws Exception {
    monitor.change(
        ID,
        RuleChange.newBuilder()
            .setState(state)
            .setText(text)
            .setEffectiveFrom(CLOCK.millis())
            .setChangedBy("analyst")
            .setNote("change " + number)
            .build());
    List<RuleAudit> audits = monitor.audits().await(number, LIMIT);
    assertThat(audits.get(number - 1).getNote()).isEqualTo("change " + number);
  }

  private static void act(RunningMonitor monitor, String action, String label) throws Exception {
    monitor.send(
        1,
        List.of(
            TelemetryEvent.newBuilder()
                .setEventId(label)
                .setEventTime(CLOCK.millis())
                .setEventAction(action)
                .setServiceName(label)
                .build()));
  }

  /** Rule, version, disposition, and which event it was, for a rule about single events. */
  private static String summary(Alert alert) {
    String rule = alert.getDetection().getRuleName();
    String label =
        rule.equals("misuse")
            ? alert.getDetection().getEvidence().get(0).getEvents().get(0).getServiceName()
            : "-";
    return "%s %d %s %s"
        .formatted(rule, alert.getDetection().getRuleVersion(), alert.getDisposition(), label);
  }
}
