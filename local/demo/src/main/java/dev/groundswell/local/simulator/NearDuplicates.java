package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Four variations of a text are blocked, and within ten minutes of the first a fifth is answered,
 * to which a detector objects as well.
 */
final class NearDuplicates implements Scenario {

  private static final int BLOCKS = 4;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration LONGEST_VARYING = Duration.ofMinutes(6);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(3);

  @Override
  public String rule() {
    return "near_duplicate_probing";
  }

  /** Traces tell nothing of objections to what is let through. */
  @Override
  public List<Producer> producers() {
    return List.of(Producer.CANONICAL, Producer.AWS, Producer.AZURE);
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(15);
  }

  @Override
  public void complete(Script script) {
    Actor user = script.user();
    String text = script.oneOf(Prompts.BRIEFS);
    long blocked = block(script, user, times(script, BLOCKS), i -> Prompts.varied(text, i));
    long passed = blocked + script.pause(LONGEST_PAUSE, 0.3);
    script.completedBy(pass(script, user, passed, Prompts.varied(text, BLOCKS)));
    script.chatter(user, 3, 0, passed + script.pause(LONGEST_PAUSE, 0.1));
  }

  @Override
  public void oneStepShort(Script script) {
    Actor user = script.user();
    String text = script.oneOf(Prompts.BRIEFS);
    String last = Prompts.varied(text, BLOCKS);
    IntFunction<String> varied = i -> Prompts.varied(text, i);
    long pause = script.pause(LONGEST_PAUSE, 0.3);
    switch (script.count(0, 3)) {
      case 0 -> {
        long blocked = block(script, user, times(script, BLOCKS - 1), varied);
        pass(script, user, blocked + pause, last);
      }
      case 1 -> { // An honest author takes out what was objected to.
        long blocked = block(script, user, times(script, BLOCKS), varied);
        script.answered(user, blocked + pause, last);
      }
      case 2 -> { // A client repeats what was blocked.
        long blocked = block(script, user, times(script, BLOCKS), i -> text);
        pass(script, user, blocked + pause, last);
      }
      default -> {
        long blocked = block(script, user, times(script, BLOCKS), varied);
        pass(script, user, blocked + pause, Prompts.another(text));
      }
    }
  }

  @Override
  public void outsideWindow(Script script) {
    Actor user = script.user();
    String text = script.oneOf(Prompts.BRIEFS);
    long[] times = script.times(BLOCKS, 0, LONGEST_PAUSE.toMillis());
    block(script, user, times, i -> Prompts.varied(text, i));
    pass(script, user, times[0] + script.justOutside(WINDOW), Prompts.varied(text, BLOCKS));
  }

  @Override
  public void split(Script script) {
    String text = script.oneOf(Prompts.BRIEFS);
    for (Actor colleague : script.crew(3)) {
      long[] times = times(script, script.count(1, BLOCKS - 1));
      long blocked = block(script, colleague, times, i -> Prompts.varied(text, i));
      long passed = blocked + script.pause(LONGEST_PAUSE, 0.3);
      pass(script, colleague, passed, Prompts.varied(text, BLOCKS));
    }
  }

  private static long[] times(Script script, int blocks) {
    return script.times(blocks, 0, script.pause(LONGEST_VARYING, 0.5));
  }

  /** Is blocked one text after the other; returns when it was over. */
  private static long block(Script script, Actor user, long[] times, IntFunction<String> texts) {
    for (int attempt = 0; attempt < times.length; attempt++) {
      script.blocked(user, times[attempt], texts.apply(attempt));
    }
    return times[times.length - 1];
  }

  /** Is answered although a detector objects. */
  private static Script.Step pass(Script script, Actor user, long at, String text) {
    TelemetryEvent answer = Activity.answered(user, Product.CHAT, script.sizes(), text);
    answer.setVerdicts(List.of(Verdicts.objection(script.producer(), script.random())));
    return script.happens(at, answer);
  }
}
