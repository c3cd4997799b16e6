package dev.groundswell.local.simulator;

import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Answers of one user that are cut off at the limit come to 250,000 tokens within an hour. */
final class ResourceIntensive implements Scenario {

  private static final int BAR = 250_000;
  private static final int LEAST_LIMIT = 32_000;
  private static final int MOST_LIMIT = 60_000;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Duration WELL_INSIDE = Duration.ofMinutes(50);

  @Override
  public String rule() {
    return "resource_intensive_queries";
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(63);
  }

  @Override
  public void complete(Script script) {
    int limit = limit(script);
    int enough = enough(limit);
    long[] times = times(script, enough + script.count(0, 3));
    script.completedByNumber(enough, exhaust(script, script.user(), limit, times));
  }

  @Override
  public void oneStepShort(Script script) {
    Actor user = script.user();
    int limit = limit(script);
    long[] times = times(script, enough(limit) - 1);
    exhaust(script, user, limit, times);
    if (script.count(0, 1) == 0) {
      for (long at : times) { // As long, but it came to its end.
        script.happens(
            at, Activity.answered(user, Product.CODE, sizes(script, limit), script.text()));
      }
    }
  }

  @Override
  public void outsideWindow(Script script) {
    int limit = limit(script);
    exhaust(script, script.user(), limit, script.stretched(enough(limit), WINDOW));
  }

  @Override
  public void split(Script script) {
    int limit = limit(script);
    for (Actor colleague : script.crew(script.count(2, 3))) {
      exhaust(script, colleague, limit, times(script, enough(limit) - 1));
    }
  }

  /** Tokens at which every answer of a story is cut off. */
  private static int limit(Script script) {
    return script.count(LEAST_LIMIT, MOST_LIMIT);
  }

  private static int enough(int limit) {
    return (BAR + limit - 1) / limit;
  }

  private static long[] times(Script script, int count) {
    return script.times(count, 0, script.pause(WELL_INSIDE, 0.8));
  }

  private static List<Script.Step> exhaust(Script script, Actor user, int limit, long[] times) {
    List<Script.Step> calls = new ArrayList<>();
    for (long at : times) {
      TelemetryEvent call =
          Activity.cutOff(user, Product.CODE, sizes(script, limit), script.text());
      calls.add(script.happens(at, call));
    }
    return calls;
  }

  private static RequestTrace.Request sizes(Script script, int outputTokens) {
    RequestTrace.Request usual = script.sizes();
    return new RequestTrace.Request(
        usual.offsetMs(), usual.inputTokens(), outputTokens, usual.code());
  }
}
