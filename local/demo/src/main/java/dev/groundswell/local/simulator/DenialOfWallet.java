package dev.groundswell.local.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** At least twenty answers to one user with equal, long text within five minutes. */
final class DenialOfWallet implements Scenario {

  private static final int BAR = 20;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration WELL_INSIDE = Duration.ofSeconds(285);
  private static final long SHORTEST_BURST_MS = 5_000;
  private static final long SHORT_BURST_MS = 60_000;

  @Override
  public String rule() {
    return "denial_of_wallet_duplicates";
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(9);
  }

  @Override
  public void complete(Script script) {
    Actor user = script.user();
    long span = burst(script);
    List<Script.Step> copies =
        repeat(script, user, script.longText(), script.times(script.count(BAR, 2 * BAR), 0, span));
    script.completedByNumber(BAR, copies);
    script.chatter(user, 4, 0, span);
  }

  @Override
  public void oneStepShort(Script script) {
    Actor user = script.user();
    long span = burst(script);
    if (script.count(0, 1) == 0) {
      repeat(script, user, script.longText(), script.times(BAR - 1, 0, span));
    } else { // A few words are said again and again by everybody.
      repeat(script, user, script.text(), script.times(BAR, 0, span));
    }
    script.chatter(user, 4, 0, span);
  }

  @Override
  public void outsideWindow(Script script) {
    Actor user = script.user();
    String text = script.longText();
    long pause = WINDOW.toMillis() + script.between(Script.MARGIN_MS, 60_000);
    long second = SHORT_BURST_MS + pause;
    repeat(script, user, text, script.times(script.count(10, BAR - 1), 0, SHORT_BURST_MS));
    repeat(
        script,
        user,
        text,
        script.times(script.count(10, BAR - 1), second, second + SHORT_BURST_MS));
  }

  @Override
  public void split(Script script) {
    String text = script.longText();
    for (Actor colleague : script.crew(2)) {
      repeat(script, colleague, text, script.times(script.count(10, BAR - 1), 0, burst(script)));
    }
  }

  private static long burst(Script script) {
    return script.between(SHORTEST_BURST_MS, script.atMost(WELL_INSIDE, 0.8));
  }

  private static List<Script.Step> repeat(Script script, Actor user, String text, long[] times) {
    return Arrays.stream(times).mapToObj(at -> script.answered(user, at, text)).toList();
  }
}
