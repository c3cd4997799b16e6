package dev.groundswell.pipelines.match;

import static dev.groundswell.pipelines.rules.RuleTexts.ID;
import static dev.groundswell.pipelines.rules.RuleTexts.MISUSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.live.LiveRules;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.HarnessBooks;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleState;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MatchFunctionTest {

  private static final RulePack PACK = RulePack.parse("misuse.yml", MISUSE);
  private static final String SECOND = MISUSE.replace("version: 1", "version: 2");

  private TwoInputStreamOperatorTestHarness<TelemetryEvent, RulePhase, StepMatch> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(PACK);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void anEventIsHeldAgainstTheRulesOfItsTime() throws Exception {
    change(RuleState.active, 10, SECOND);
    change(RuleState.paused, 20, SECOND);

    for (long time : List.of(9L, 10L, 19L, 20L)) {
      receive("misuse", time);
    }

    assertThat(versions()).containsExactly(1, 2, 2);
  }

  @Test
  void whatIsOverForEveryEventToComeIsForgottenWithTheNextChange() throws Exception {
    change(RuleState.active, 10, SECOND);
    harness.processBothWatermarks(new Watermark(15));
    change(RuleState.paused, 20, SECOND);

    receive("misuse", 9);

    assertThat(versions()).isEmpty();
  }

  @Test
  void aRestartKnowsTheChanges() throws Exception {
    change(RuleState.active, 10, SECOND);
    restart(PACK);

    receive("misuse", 9);
    receive("misuse", 10);

    assertThat(versions()).containsExactly(1, 2);
  }

  @Test
  void aRestartWithAPackThatIsNewerRunsThePackInTheStateThatWasSaid() throws Exception {
    change(RuleState.active, 10, SECOND);
    change(RuleState.paused, 20, SECOND);
    restart(RulePack.parse("misuse.yml", MISUSE.replace("version: 1", "version: 3")));

    receive("misuse", 10);
    receive("misuse", 20);

    assertThat(versions()).containsExactly(3);
  }

  @Test
  void everyEventIsInTheBooksOnce() throws Exception {
    receive("misuse", 1);
    receive("nothing", 2);

    assertThat(HarnessBooks.of(harness, MatchStage.MATCH_UID))
        .containsEntry(Entry.EVENTS, 2L)
        .containsEntry(Entry.MATCHED, 1L)
        .containsEntry(Entry.BENIGN, 1L)
        .containsEntry(Entry.SHIPPED, 1L);
  }

  private void restart(RulePack pack) throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 0);
    close();
    harness = harness(pack);
    harness.initializeState(snapshot);
    harness.open();
  }

  private void change(RuleState state, long from, String text) throws Exception {
    harness.processElement2(new RulePhase(ID, state, from, text), from);
  }

  private void receive(String action, long time) throws Exception {
    harness.processElement1(
        TelemetryEvent.newBuilder()
            .setEventId(action + time)
            .setEventTime(time)
            .setEventAction(action)
            .build(),
        time);
  }

  private List<Integer> versions() {
    return harness.extractOutputValues().stream()
        .flatMap(match -> match.getSteps().stream())
        .map(step -> step.getRuleVersion())
        .toList();
  }

  private static TwoInputStreamOperatorTestHarness<TelemetryEvent, RulePhase, StepMatch> harness(
      RulePack pack) throws Exception {
    return new TwoInputStreamOperatorTestHarness<>(
        new CoBroadcastWithNonKeyedOperator<>(
            new MatchFunction(pack, new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000)),
            List.of(LiveRules.descriptor())));
  }
}
