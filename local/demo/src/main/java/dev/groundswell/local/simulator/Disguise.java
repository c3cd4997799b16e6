package dev.groundswell.local.simulator;

import java.time.Duration;

/** A text is blocked, and within half an hour nearly the same is answered in disguise. */
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
    String text = script.oneOf(Prompts.BRIEFS);
    long blocked = block(script, user, text);
    long answered = blocked + script.pause(WELL_INSIDE, 0.4);
    script.completedBy(script.answered(user, answered, disguised(script, text)));
    long after = answered + Script.STEP_MS;
    script.chatter(user, 3, after, after + script.pause(WELL_INSIDE, 0.1));
  }

  @Override
  public void oneStepShort(Script script) {
    Actor user = script.user();
    String text = script.oneOf(Prompts.BRIEFS);
    switch (script.count(0, 4)) {
      case 0 -> answer(script, user, block(script, user, text), script.text());
      case 1 -> answer(script, user, block(script, user, text), another(script, text));
      case 2 -> // Data is what the developer works with, and not comparable.
          answer(script, user, block(script, user, text), encoded(script, text));
      case 3 -> {
        script.blocked(user, 0, disguised(script, text));
        answer(script, user, 0, disguised(script, text));
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
    String text = script.oneOf(Prompts.BRIEFS);
    script.blocked(user, 0, text);
    script.answered(user, script.justOutside(WINDOW), disguised(script, text));
  }

  @Override
  public void split(Script script) {
    String text = script.oneOf(Prompts.BRIEFS);
    long blocked = block(script, script.user(), text);
    answer(script, script.user(), blocked, disguised(script, text));
  }

  /** Is blocked a few times; returns when it was over. */
  private static long block(Script script, Actor user, String text) {
    long[] times = script.times(script.count(1, MOST_BLOCKS), 0, script.pause(WELL_INSIDE, 0.3));
    for (int attempt = 0; attempt < times.length; attempt++) {
      script.blocked(user, times[attempt], Prompts.varied(text, attempt));
    }
    return times[times.length - 1];
  }

  private static void answer(Script script, Actor user, long blocked, String text) {
    script.answered(user, blocked + script.pause(WELL_INSIDE, 0.4), text);
  }

  private static String disguised(Script script, String text) {
    return script.oneOf(Prompts.DISGUISES).apply(Prompts.varied(text, MOST_BLOCKS));
  }

  private static String another(Script script, String text) {
    return disguised(script, Prompts.another(text));
  }

  private static String encoded(Script script, String text) {
    return script.oneOf(Prompts.ENCODINGS).apply(text);
  }
}
