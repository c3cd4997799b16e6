package dev.groundswell.local.simulator;

import java.time.Duration;

/** A text is blocked, and within half an hour one that hides text is answered. */
final class Disguise implements Scenario {

  private static final Duration WINDOW = Duration.ofMinutes(30);
  private static final Duration WELL_INSIDE = Duration.ofMinutes(25);

  /** Of more it would be probing. */
  private static final int MOST_BLOCKS = 3;

  @Override
  public String rule() {
    return "obfuscation_after_block";
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(33);
  }

  @Override
  public void complete(Script script) {
    Actor user = script.user();
    String text = script.text();
    long blocked = block(script, user, text);
    long answered = blocked + script.pause(WELL_INSIDE, 0.4);
    script.completedBy(script.answered(user, answered, disguised(script, text)));
    long after = answered + Script.STEP_MS;
    script.chatter(user, 3, after, after + script.pause(WELL_INSIDE, 0.1));
  }

  @Override
  public void oneStepShort(Script script) {
    Actor user = script.user();
    String text = script.text();
    switch (script.count(0, 2)) {
      case 0 -> {
        long blocked = block(script, user, text);
        script.answered(user, blocked + script.pause(WELL_INSIDE, 0.4), script.text());
      }
      case 1 -> { // Data is what the developer works with, not what hides anything.
        script.blocked(user, 0, disguised(script, text));
        script.answered(user, script.pause(WELL_INSIDE, 0.4), disguised(script, script.text()));
      }
      default -> {
        long blocked = script.pause(WELL_INSIDE, 0.4);
        script.answered(user, 0, disguised(script, text));
        script.blocked(user, blocked, text);
      }
    }
  }

  @Override
  public void outsideWindow(Script script) {
    Actor user = script.user();
    String text = script.text();
    script.blocked(user, 0, text);
    script.answered(user, script.justOutside(WINDOW), disguised(script, text));
  }

  @Override
  public void split(Script script) {
    String text = script.text();
    long blocked = block(script, script.user(), text);
    script.answered(
        script.user(), blocked + script.pause(WELL_INSIDE, 0.4), disguised(script, text));
  }

  /** Is blocked a few times; returns when it was over. */
  private static long block(Script script, Actor user, String text) {
    long[] times = script.times(script.count(1, MOST_BLOCKS), 0, script.pause(WELL_INSIDE, 0.3));
    for (int attempt = 0; attempt < times.length; attempt++) {
      script.blocked(user, times[attempt], Prompts.rephrased(text, attempt));
    }
    return times[times.length - 1];
  }

  private static String disguised(Script script, String text) {
    return script.oneOf(Prompts.DISGUISES).apply(text);
  }
}
