package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.EventCategory;
import java.time.Duration;
import java.util.List;

/**
 * Looks of at least three kinds at what credentials are worth within a quarter of an hour, then a
 * call within another.
 */
final class Llmjacking implements Scenario {

  private static final int BAR = 3;
  private static final int KINDS = 4;
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Duration LONGEST_LOOKING = Duration.ofMinutes(12);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
  private static final long SHORTEST_LOOKING_MS = 2_000;

  @Override
  public String rule() {
    return "llmjacking";
  }

  /** Azure's gateway sees one kind of look, traces none. */
  @Override
  public List<Producer> producers() {
    return List.of(Producer.CANONICAL, Producer.AWS);
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(22);
  }

  @Override
  public void complete(Script script) {
    Actor thief = script.user();
    long looked = look(script, thief, KINDS, script.count(BAR, 6));
    long use = looked + pause(script);
    script.completedBy(script.answered(thief, use, script.text()));
    long after = use + Script.STEP_MS;
    script.chatter(thief, 6, after, after + script.atMost(Duration.ofMinutes(3), 0.1));
  }

  @Override
  public void oneStepShort(Script script) {
    Actor developer = script.user();
    if (script.count(0, 1) == 0) {
      long looked = look(script, developer, BAR - 1, script.count(BAR - 1, 6));
      script.answered(developer, looked + pause(script), script.text());
      script.chatter(developer, 4, 0, looked + script.atMost(LONGEST_PAUSE, 0.2));
    } else {
      look(script, developer, KINDS, script.count(BAR, 6));
    }
  }

  @Override
  public void outsideWindow(Script script) {
    Actor developer = script.user();
    if (script.count(0, 1) == 0) {
      long looked = script.between(SHORTEST_LOOKING_MS, 120_000);
      look(script, developer, KINDS, script.times(script.count(BAR, 5), 0, looked));
      script.answered(developer, looked + script.justOutside(WINDOW), script.text());
    } else {
      long[] looks = script.stretched(BAR, WINDOW);
      look(script, developer, KINDS, looks);
      script.answered(
          developer, looks[BAR - 1] + script.between(Script.STEP_MS, 120_000), script.text());
    }
  }

  @Override
  public void split(Script script) {
    List<Actor> crew = script.crew(3);
    for (Actor developer : crew) {
      int kinds = script.count(1, BAR - 1);
      long looked = look(script, developer, kinds, kinds);
      script.answered(developer, looked + pause(script), script.text());
    }
  }

  /** Looks a number of times, in so many ways; returns when it was over. */
  private static long look(Script script, Actor actor, int kinds, int looks) {
    long span = script.between(SHORTEST_LOOKING_MS, script.atMost(LONGEST_LOOKING, 0.4));
    look(script, actor, kinds, script.times(looks, 0, span));
    return span;
  }

  private static void look(Script script, Actor actor, int kinds, long[] times) {
    int first = script.count(0, KINDS - 1);
    for (int look = 0; look < times.length; look++) {
      lookOnce(script, actor, (first + look % kinds) % KINDS, times[look]);
    }
  }

  private static void lookOnce(Script script, Actor actor, int kind, long at) {
    switch (kind) {
      case 0 -> script.administered(actor, at, EventCategory.admin, "list_models", true);
      case 1 ->
          script.administered(actor, at, EventCategory.admin, "invocation_logging.get", false);
      case 2 -> script.administered(actor, at, EventCategory.billing, "cost.get", true);
      default -> script.invalidCall(actor, at);
    }
  }

  private static long pause(Script script) {
    return script.between(Script.STEP_MS, script.atMost(LONGEST_PAUSE, 0.3));
  }
}
