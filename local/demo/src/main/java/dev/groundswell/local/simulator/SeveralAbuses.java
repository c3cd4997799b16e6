package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One user probes a guardrail and soon after shares a key: by the risk of its actor the second is
 * worth more than by itself.
 */
final class SeveralAbuses implements Scenario {

  private static final int BLOCKS = 5;
  private static final int NETWORKS = 5;

  /** What probing has lost by then is missing at the bar: 73 x 2^-(28 min / 1 h) + 47 < 100. */
  private static final Duration APART = Duration.ofMinutes(28);

  private static final Duration LONGEST_PART = Duration.ofMinutes(9);

  @Override
  public String rule() {
    return "entity_risk";
  }

  @Override
  public List<String> alongside() {
    return List.of("guardrail_probing", "key_sharing");
  }

  @Override
  public List<Producer> producers() {
    return List.of(Producer.CANONICAL, Producer.AWS);
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(50);
  }

  @Override
  public void complete(Script script) {
    Actor user = script.user();
    long probed = probe(script, user, LONGEST_PART);
    long from = probed + Script.STEP_MS;
    script.completedByNumber(NETWORKS, share(script, user, NETWORKS, from));
  }

  @Override
  public void oneStepShort(Script script) {
    Actor user = script.user();
    long probed = probe(script, user, LONGEST_PART);
    share(script, user, NETWORKS - 1, probed + Script.STEP_MS);
  }

  @Override
  public void outsideWindow(Script script) {
    Actor user = script.user();
    long probed = probe(script, user, Duration.ofMinutes(3));
    share(script, user, NETWORKS, probed + APART.toMillis() + script.between(0, 60_000));
  }

  @Override
  public void split(Script script) {
    Actor prober = script.user();
    long probed = probe(script, prober, LONGEST_PART);
    share(script, script.user(), NETWORKS, probed + Script.STEP_MS);
  }

  /** Blocked calls and then an answer; returns when that was. */
  private static long probe(Script script, Actor user, Duration longest) {
    long[] blocked = script.times(BLOCKS, 0, script.atMost(longest, 0.3));
    String text = GuardrailProbing.block(script, user, blocked);
    long answered = blocked[BLOCKS - 1] + Script.STEP_MS;
    script.answered(user, answered, text);
    return answered;
  }

  /** Uses a key at several places, first at home; returns the uses. */
  private static List<Script.Step> share(Script script, Actor user, int places, long from) {
    List<Script.Step> uses = new ArrayList<>();
    long at = from;
    for (Actor place : script.atPlaces(user, places)) {
      uses.add(script.keyUsed(place, at));
      at +=
          script.between(
              Script.STEP_MS, Math.max(Script.STEP_MS, script.atMost(LONGEST_PART, 0.3) / places));
    }
    return uses;
  }
}
