package dev.groundswell.pipelines.rules;

import static dev.groundswell.pipelines.rules.RuleTexts.ID;
import static dev.groundswell.pipelines.rules.RuleTexts.MISUSE;
import static dev.groundswell.pipelines.rules.TopicRecords.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.HarnessBooks;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.RuleAction;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleRecord;
import dev.groundswell.schemas.RuleState;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RulesFunctionTest {

  private static final long NOW = 1_800_000_000_000L;
  private static final String BROKEN = MISUSE.replace("selection:", "nothing:");

  private OneInputStreamOperatorTestHarness<RuleRecord, RulePhase> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void whatIsTakenGoesToWhoRunsRulesAndToTheAudit() throws Exception {
    send(3, RuleState.active, MISUSE);

    assertThat(harness.extractOutputValues())
        .containsExactly(new RulePhase(ID, RuleState.active, NOW, MISUSE));
    assertThat(side(RulesStage.AUDITS))
        .singleElement()
        .satisfies(
            audit -> {
              assertThat(audit.getAuditId()).isEqualTo(RulesStage.auditId("rules", 0, 3));
              assertThat(audit.getAction()).isEqualTo(RuleAction.added);
              assertThat(audit.getRuleName()).isEqualTo("misuse");
            });
    assertThat(side(RulesStage.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void whatIsRefusedIsADeadLetterAndRunsNowhere() throws Exception {
    send(3, RuleState.active, BROKEN);
    harness.processElement(TopicRecords.record(4, NOW, new byte[] {1}), NOW);

    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(side(RulesStage.DEAD_LETTERS))
        .extracting(DeadLetter::getReason, DeadLetter::getOffset)
        .containsExactly(
            tuple(DeadLetterReason.invalid_rule, 3L), tuple(DeadLetterReason.undecodable, 4L));
    assertThat(side(RulesStage.AUDITS))
        .extracting(RuleAudit::getAction)
        .containsOnly(RuleAction.refused);
  }

  @Test
  void theAuditSaysWhatBeginsAllTheSame() throws Exception {
    send(0, RuleState.active, MISUSE);
    String second = MISUSE.replace("version: 1", "version: 2");
    harness.processElement(
        TopicRecords.record(1, change(RuleState.active, NOW + 1_000, second)), NOW);
    send(2, RuleState.paused, "");

    RuleAudit paused = side(RulesStage.AUDITS).get(2);
    assertThat(paused.getRemark()).startsWith("version 2 begins at");
    assertThat(paused.getDetail()).isNull();
  }

  @Test
  void everyChangeIsInTheBooksOnce() throws Exception {
    send(0, RuleState.active, MISUSE);
    send(1, RuleState.active, MISUSE);
    send(2, RuleState.active, BROKEN);

    assertThat(HarnessBooks.of(harness, RulesStage.RULES_UID))
        .containsEntry(Entry.CHANGES, 3L)
        .containsEntry(Entry.ACCEPTED, 1L)
        .containsEntry(Entry.UNCHANGED, 1L)
        .containsEntry(Entry.REFUSED, 1L);
  }

  @Test
  void aRestartKnowsWhatWasDecided() throws Exception {
    send(0, RuleState.active, MISUSE.replace("version: 1", "version: 2"));
    send(1, RuleState.paused, "");
    OperatorSubtaskState snapshot = harness.snapshot(1, 0);
    close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();

    send(2, RuleState.paused, "");
    send(3, RuleState.active, MISUSE);
    send(4, RuleState.active, "");

    assertThat(side(RulesStage.AUDITS))
        .extracting(RuleAudit::getAction)
        .containsExactly(RuleAction.unchanged, RuleAction.refused, RuleAction.resumed);
    assertThat(harness.extractOutputValues())
        .singleElement()
        .satisfies(phase -> assertThat(phase.getText()).contains("version: 2"));
  }

  private void send(long offset, RuleState state, String text) throws Exception {
    harness.processElement(TopicRecords.record(offset, change(state, NOW, text)), NOW);
  }

  private <T> List<T> side(OutputTag<T> tag) {
    return Optional.ofNullable(harness.getSideOutput(tag)).stream()
        .flatMap(records -> records.stream())
        .map(StreamRecord::getValue)
        .toList();
  }

  private static OneInputStreamOperatorTestHarness<RuleRecord, RulePhase> harness()
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(
            new RulesFunction(
                new RulePack(List.of()),
                new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000))));
  }
}
