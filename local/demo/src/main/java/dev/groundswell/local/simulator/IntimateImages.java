package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * At least three pictures are refused as sexual within ten minutes, and within ten more one by
 * nearly the same words is made. The words are harmless: detectors speak of categories.
 */
final class IntimateImages implements Scenario {

  private static final int BAR = 3;

  /** Of five it would be probing. */
  private static final int MOST_REFUSALS = 4;

  private static final String HARM = "sexual_content";
  private static final String OTHER_HARM = "violent_crimes";
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration WELL_INSIDE = Duration.ofMinutes(9);

  @Override
  public String rule() {
    return "intimate_image_attempts";
  }

  /** The others tell no pictures. */
  @Override
  public List<Producer> producers() {
    return List.of(Producer.CANONICAL, Producer.AWS);
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(16);
  }

  @Override
  public void complete(Script script) {
    Actor user = script.user();
    String text = script.oneOf(Prompts.BRIEFS);
    long refused = refuse(script, user, text, times(script, script.count(BAR, MOST_REFUSALS)));
    long made = refused + script.pause(WELL_INSIDE, 0.3);
    script.completedBy(make(script, user, made, Prompts.varied(text, MOST_REFUSALS)));
    script.chatter(user, 2, 0, made);
  }

  @Override
  public void oneStepShort(Script script) {
    Actor user = script.user();
    String text = script.oneOf(Prompts.BRIEFS);
    switch (script.count(0, 3)) {
      case 0 -> {
        long refused = refuse(script, user, text, times(script, BAR - 1));
        make(script, user, refused + script.pause(WELL_INSIDE, 0.3), Prompts.varied(text, BAR));
      }
      case 1 -> {
        long refused = refuse(script, user, text, times(script, BAR - 1));
        refuse(script, user, refused, text, OTHER_HARM);
        make(script, user, refused + script.pause(WELL_INSIDE, 0.3), Prompts.varied(text, BAR));
      }
      case 2 -> {
        long refused = refuse(script, user, text, times(script, BAR));
        String another = Prompts.another(text);
        make(script, user, refused + script.pause(WELL_INSIDE, 0.3), another);
      }
      default -> refuse(script, user, text, times(script, MOST_REFUSALS));
    }
  }

  @Override
  public void outsideWindow(Script script) {
    Actor user = script.user();
    String text = script.oneOf(Prompts.BRIEFS);
    String found = Prompts.varied(text, BAR);
    if (script.count(0, 1) == 0) {
      long refused = refuse(script, user, text, script.times(BAR, 0, 60_000));
      make(script, user, refused + script.justOutside(WINDOW), found);
    } else {
      long refused = refuse(script, user, text, script.stretched(BAR, WINDOW));
      make(script, user, refused + script.between(Script.STEP_MS, 60_000), found);
    }
  }

  @Override
  public void split(Script script) {
    String text = script.oneOf(Prompts.BRIEFS);
    for (Actor colleague : script.crew(3)) {
      long refused = refuse(script, colleague, text, times(script, script.count(1, BAR - 1)));
      long made = refused + script.pause(WELL_INSIDE, 0.3);
      make(script, colleague, made, Prompts.varied(text, MOST_REFUSALS));
    }
  }

  private static long[] times(Script script, int count) {
    return script.times(count, 0, script.pause(WELL_INSIDE, 0.5));
  }

  /** Is refused one variation after the other; returns when it was over. */
  private static long refuse(Script script, Actor user, String text, long[] times) {
    for (int attempt = 0; attempt < times.length; attempt++) {
      refuse(script, user, times[attempt], Prompts.varied(text, attempt), HARM);
    }
    return times[times.length - 1];
  }

  private static void refuse(Script script, Actor user, long at, String text, String harm) {
    Verdict verdict = Verdicts.denied(script.producer(), harm, script.random());
    TelemetryEvent refusal = Activity.blocked(user, Product.IMAGES, script.sizes(), text, verdict);
    script.happens(at, refusal);
  }

  private static Script.Step make(Script script, Actor user, long at, String text) {
    return script.happens(at, Activity.answered(user, Product.IMAGES, script.sizes(), text));
  }
}
