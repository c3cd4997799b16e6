package dev.groundswell.local.simulator;

import java.time.Duration;
import java.util.List;

/**
 * At least five blocked calls of one user within ten minutes, then within ten more an answer to
 * nearly the same words.
 */
final class GuardrailProbing implements Scenario {

  private static final int BAR = 5;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration WELL_INSIDE = Duration.ofSeconds(570);
  private static final long SHORTEST_BURST_MS = 2_000;

  @Override
  public String rule() {
    return "guardrail_probing";
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(16);
  }

  @Override
  public void complete(Script script) {
    Actor user = script.user();
    long[] blocked = burst(script, script.count(BAR, 9));
    String text = block(script, user, blocked);
    script.chatter(user, 2, 0, blocked[BAR - 1] - Script.STEP_MS);
    long answer = last(blocked) + script.between(Script.STEP_MS, script.atMost(WELL_INSIDE, 0.2));
    script.completedBy(script.answered(user, answer, text));

    long after = answer + Script.STEP_MS;
    long end = after + script.atMost(Duration.ofMinutes(1), 0.1);
    for (long at : script.times(script.count(0, 2), after, end)) {
      script.blocked(user, at, script.text());
    }
    script.chatter(user, 3, after, end);
  }

  @Override
  public void oneStepShort(Script script) {
    Actor user = script.user();
    boolean answered = script.count(0, 1) == 0;
    long[] blocked = burst(script, answered ? BAR - 1 : script.count(BAR, 7));
    String text = block(script, user, blocked);
    if (answered) {
      script.answered(user, last(blocked) + Script.STEP_MS, text);
    }
    // Answers to something else say nothing, before and after.
    script.chatter(user, 4, 0, last(blocked) + script.atMost(WELL_INSIDE, 0.2));
  }

  @Override
  public void outsideWindow(Script script) {
    Actor user = script.user();
    if (script.count(0, 1) == 0) {
      long[] blocked = script.times(script.count(BAR, 7), 0, Duration.ofMinutes(3).toMillis());
      String text = block(script, user, blocked);
      script.answered(user, last(blocked) + script.justOutside(WINDOW), text);
    } else {
      long[] blocked = script.stretched(BAR, WINDOW);
      String text = block(script, user, blocked);
      script.answered(user, last(blocked) + script.between(Script.STEP_MS, 60_000), text);
    }
  }

  @Override
  public void split(Script script) {
    List<Actor> users = List.of(script.user(), script.user(), script.user());
    for (Actor user : users) {
      Actor prober = user.at(users.get(0));
      long[] blocked = burst(script, script.count(2, BAR - 1));
      String answered = block(script, prober, blocked);
      script.answered(prober, last(blocked) + Script.STEP_MS, answered);
    }
  }

  private static long[] burst(Script script, int blocks) {
    long span = script.between(SHORTEST_BURST_MS, script.atMost(WELL_INSIDE, 0.5));
    return script.times(blocks, 0, span);
  }

  /** Blocks one variation after the other; returns the one to be answered. */
  static String block(Script script, Actor user, long[] times) {
    String text = script.oneOf(Prompts.BRIEFS);
    for (int attempt = 0; attempt < times.length; attempt++) {
      script.blocked(user, times[attempt], Prompts.varied(text, attempt));
    }
    return Prompts.varied(text, times.length);
  }

  private static long last(long[] times) {
    return times[times.length - 1];
  }
}
