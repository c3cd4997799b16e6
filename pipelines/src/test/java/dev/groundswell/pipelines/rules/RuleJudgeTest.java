package dev.groundswell.pipelines.rules;

import static dev.groundswell.pipelines.rules.RuleTexts.ID;
import static dev.groundswell.pipelines.rules.RuleTexts.MISUSE;
import static dev.groundswell.pipelines.rules.TopicRecords.change;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.RuleAction;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleRecord;
import dev.groundswell.schemas.RuleState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RuleJudgeTest {

  private static final long NOW = 1_800_000_000_000L;

  private static final String SEQUENCE =
      """
      title: Blocked then varied
      id: %s
      name: varied
      version: 1
      level: high
      correlation:
        type: temporal_ordered
        rules: [refused, answered]
        group-by: [user.id]
        timespan: 10m
        x-absent: [{rule: reset, before: answered}]
      ---
      title: Refused
      name: refused
      detection:
        selection: {event.outcome: blocked, gen_ai.usage.input_tokens|gte: 10}
        other: {user_agent.original|re: 'a+b?[cd]'}
        condition: selection and not 1 of other*
      ---
      title: Answered
      name: answered
      x-broad: true
      detection:
        selection: {event.outcome: success}
        condition: selection
      ---
      title: Reset
      name: reset
      detection:
        selection: {event.action|contains: ['reset', 'new*']}
        condition: all of selection
      """
          .formatted(ID);

  private final RuleJudge judge = new RuleJudge(new RulePack(List.of()), List.of());

  @Test
  void aChangeMayBeginAtAnyTimeThatEventsMayHave() {
    for (Duration from :
        List.of(Duration.ofDays(3), Duration.ZERO, Duration.ofDays(-30), Duration.ofDays(-366))) {
      assertThat(beginning(NOW + from.toMillis()).action())
          .as("%s", from)
          .isNotEqualTo(RuleAction.refused);
    }
  }

  @Test
  void aChangeThatLiesTooFarAheadIsRefused() {
    assertThat(beginning(NOW + Duration.ofDays(3).toMillis() + 1).refusal())
        .contains(
            new RuleDecision.Refused(
                DeadLetterReason.invalid_time,
                "effective_from is more than 3 days ahead; send the change nearer to its time"));
    assertThat(beginning(Long.MAX_VALUE).action()).isEqualTo(RuleAction.refused);
  }

  @Test
  void aChangeInSecondsForMillisecondsIsRefused() {
    assertThat(beginning(NOW / 1000).refusal())
        .contains(
            new RuleDecision.Refused(
                DeadLetterReason.invalid_time,
                "effective_from is more than 366 days ago; it is in milliseconds since 1970"));
    assertThat(beginning(Long.MIN_VALUE).action()).isEqualTo(RuleAction.refused);
  }

  private static Stream<UnaryOperator<byte[]>> damages() {
    int length = SEQUENCE.getBytes(UTF_8).length;
    Stream<UnaryOperator<byte[]>> cuts =
        IntStream.range(0, length).mapToObj(at -> text -> Arrays.copyOf(text, at));
    Stream<UnaryOperator<byte[]>> flips =
        IntStream.range(0, length)
            .boxed()
            .flatMap(at -> Stream.of(1, 2, 16, 128).map(bits -> flip(at, bits)));
    return Stream.concat(cuts, flips);
  }

  private static UnaryOperator<byte[]> flip(int at, int bits) {
    return bytes -> {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) bits;
      return damaged;
    };
  }

  @Test
  @Tag("B1")
  void aDamagedRuleIsTakenOrRefusedAndNeverMore() {
    assertThat(judge.judge(text(SEQUENCE.getBytes(UTF_8))).decision().action())
        .isEqualTo(RuleAction.added);
    int refused = 0;
    for (UnaryOperator<byte[]> damage : damages().toList()) {
      List<RulePhase> before = judge.book().phases();

      RuleDecision decision = judge.judge(text(damage.apply(SEQUENCE.getBytes(UTF_8)))).decision();

      if (decision.refusal().isPresent()) {
        refused++;
        assertThat(decision.refusal().get().detail()).isNotBlank().doesNotContain("Exception");
        assertThat(judge.book().phases()).isEqualTo(before);
      }
    }
    assertThat(refused).isGreaterThan(SEQUENCE.length());
  }

  @Test
  @Tag("B1")
  void aDamagedRecordIsTakenOrRefusedAndNeverMore() {
    byte[] record = TopicRecords.encoded(change(RuleState.active, NOW, SEQUENCE));
    for (int at = 0; at < record.length; at++) {
      for (byte[] damaged : List.of(Arrays.copyOf(record, at), flip(at, 4).apply(record))) {
        RuleDecision decision = judge.judge(TopicRecords.record(0, NOW, damaged)).decision();
        assertThat(decision.action()).isNotNull();
        decision.refusal().ifPresent(refusal -> assertThat(refusal.detail()).isNotBlank());
      }
    }
  }

  private static RuleRecord text(byte[] text) {
    return TopicRecords.record(0, change(RuleState.active, NOW, new String(text, UTF_8)));
  }

  private RuleDecision beginning(long effectiveFrom) {
    return judge
        .judge(
            TopicRecords.record(
                0, NOW, TopicRecords.encoded(change(RuleState.active, effectiveFrom, MISUSE))))
        .decision();
  }
}
