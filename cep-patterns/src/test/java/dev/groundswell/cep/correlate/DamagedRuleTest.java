package dev.groundswell.cep.correlate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the loader takes of damaged rules must run: it is published to a job that runs for years.
 */
class DamagedRuleTest {

  private static final String ID = "00000000-0000-4000-8000-0000000000c3";

  private static final String TEXT =
      """
      title: Answered after blocks, from far away
      id: %s
      name: far
      version: 1
      correlation:
        type: temporal_ordered
        rules: [burst, answered]
        group-by: [user.id]
        timespan: 10m
        x-absent: [{rule: reset, after: answered, within: 5m}]
      ---
      title: Burst
      name: burst
      correlation:
        type: value_count
        rules: [refused]
        group-by: [user.id]
        timespan: 5m
        condition: {gte: 2, field: client.subnet}
      ---
      title: Refused
      name: refused
      detection:
        selection: {labels.step|startswith: 'ref', gen_ai.usage.input_tokens|lt: 10}
        other: {labels.step|re: 'x+y?'}
        condition: selection and not 1 of other*
      ---
      title: Answered
      name: answered
      detection:
        selection: {labels.step: [answered, sent]}
        condition: selection
      ---
      title: Reset
      name: reset
      detection:
        selection: {labels.step: reset}
        condition: selection
      """
          .formatted(ID);

  @Test
  @Tag("B1")
  void whatIsTakenOfADamagedRuleRunsLikeAnyOther() throws Exception {
    Map<String, String> taken = taken();
    assertThat(taken).hasSizeGreaterThan(50);
    try (Correlation correlation = Correlation.of(new RulePack(List.of()))) {
      int minute = 0;
      for (String text : taken.values()) {
        minute += 30;
        // A version of its own: what another behaviour left open is not its.
        String versioned = text.replace("version: 1", "version: " + minute);
        correlation.change(
            new RulePhase(
                ID,
                RuleState.active,
                Correlation.START.plus(Duration.ofMinutes(minute)).toEpochMilli(),
                versioned));
        int second = 0;
        for (String step : List.of("refused", "refuse", "ref", "answered", "reset")) {
          correlation.receive(
              EventFields.event(
                  "%d %d".formatted(minute, second),
                  Correlation.START.plus(Duration.ofMinutes(minute)).plusSeconds(second),
                  Map.of(
                      "labels.step",
                      step,
                      "user.id",
                      "u",
                      "client.subnet",
                      "n" + second++,
                      "gen_ai.usage.input_tokens",
                      "5")));
        }
        correlation.watermark(Duration.ofMinutes(minute + 29));
      }
      correlation.end();
      assertThat(correlation.timers()).isZero();
    }
  }

  /** Texts that load in spite of a flipped bit or a lost end, one for each behaviour. */
  private static Map<String, String> taken() {
    Map<String, String> taken = new HashMap<>();
    byte[] whole = TEXT.getBytes(UTF_8);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      for (String text : List.of(new String(flipped, UTF_8), new String(whole, 0, at, UTF_8))) {
        try {
          Rule rule = RulePack.one(ID, text);
          if (rule.id().equals(ID) && text.contains("version: 1\n")) {
            taken.put(rule.behaviour(), text);
          }
        } catch (RuleException e) {
          // Refused, which is as good.
        }
      }
    }
    return taken;
  }
}
