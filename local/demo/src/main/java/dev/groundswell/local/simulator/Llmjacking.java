package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.EventCategory;
import java.time.Duration;
import java.util.List;

/**
 * At least three looks at what credentials are worth within a quarter of an hour, then a call
 * within another.
 */
final class Llmjacking implements Scenario {

  private static final int BAR = 3;
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Duration LONGEST_LOOKING = Duration.ofMinutes(12);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
  private static final long SHORTEST_LOOKING_MS = 2_000;

  @Override
  public String rule() {
    return "llmjacking";
  }

  @Override
  public List<Producer> producers() {
    return List.of(Producer.CANONICAL, Producer.AWS, Producer.AZURE);
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(22);
  }

  @Override
  public void complete(Script script) {
    Actor thief = script.user();
    long looked = look(script, thief, script.count(BAR, 6));
    long use = looked + pause(script);
    script.completedBy(script.answered(thief, use, script.text()));
    long after = use + Script.STEP_MS;
    script.chatter(thief, 6, after, after + script.atMost(Duration.ofMinutes(3), 0.1));
  }

  @Override
  public void oneStepShort(Script script) {
    Actor developer = script.user();
    if (script.count(0, 1) == 0) {
      long looked = look(script, developer, BAR - 1);
      script.answered(developer, looked + pause(script), script.text());
      script.chatter(developer, 4, 0, looked + script.atMost(LONGEST_PAUSE, 0.2));
    } else {
      look(script, developer, script.count(BAR, 6));
    }
  }

  @Override
  public void outsideWindow(Script script) {
    Actor developer = script.user();
    if (script.count(0, 1) == 0) {
      long looked = script.between(SHORTEST_LOOKING_MS, 120_000);
      for (long at : script.times(script.count(BAR, 5), 0, looked)) {
        lookOnce(script, developer, at);
      }
      script.answered(developer, looked + script.justOutside(WINDOW), script.text());
    } else {
      long[] looks = script.stretched(BAR, WINDOW);
      for (long at : looks) {
        lookOnce(script, developer, at);
      }
      script.answered(
          developer, looks[BAR - 1] + script.between(Script.STEP_MS, 120_000), script.text());
    }
  }

  @Override
  public void split(Script script) {
    List<Actor> crew = script.crew(3);
    for (Actor developer : crew) {
      long looked = look(script, developer, script.count(1, BAR - 1));
      script.answered(developer, looked + pause(script), script.text());
    }
  }

  /** Looks a number of times; returns when it was over. */
  private static long look(Script script, Actor actor, int looks) {
    long span = script.between(SHORTEST_LOOKING_MS, script.atMost(LONGEST_LOOKING, 0.4));
    for (long at : script.times(looks, 0, span)) {
      lookOnce(script, actor, at);
    }
    return span;
  }

  private static void lookOnce(Script script, Actor actor, long at) {
    // Of these looks, Azure's gateway only sees the first.
    switch (script.producer() == Producer.AZURE ? 0 : script.count(0, 3)) {
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
