package dev.groundswell.local.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** At least twenty calls of one organisation with equal text within five minutes. */
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
    List<Actor> crew = script.crew(script.count(1, 4));
    long span = burst(script);
    List<Script.Step> copies =
        repeat(script, crew, script.text(), script.times(script.count(BAR, 2 * BAR), 0, span));
    script.completedByNumber(BAR, copies);
    script.chatter(crew.get(0), 4, 0, span);
  }

  @Override
  public void oneStepShort(Script script) {
    List<Actor> crew = script.crew(script.count(1, 4));
    long span = burst(script);
    repeat(script, crew, script.text(), script.times(BAR - 1, 0, span));
    script.chatter(crew.get(0), 4, 0, span);
  }

  @Override
  public void outsideWindow(Script script) {
    List<Actor> crew = script.crew(script.count(1, 4));
    String text = script.text();
    long pause = WINDOW.toMillis() + script.between(Script.MARGIN_MS, 60_000);
    long second = SHORT_BURST_MS + pause;
    repeat(script, crew, text, script.times(script.count(10, BAR - 1), 0, SHORT_BURST_MS));
    repeat(
        script,
        crew,
        text,
        script.times(script.count(10, BAR - 1), second, second + SHORT_BURST_MS));
  }

  @Override
  public void split(Script script) {
    String text = script.text();
    int organizations = script.count(2, 3);
    for (int i = 0; i < organizations; i++) {
      long[] times = script.times(script.count(10, BAR - 1), 0, burst(script));
      repeat(script, script.crew(script.count(1, 4)), text, times);
    }
  }

  private static long burst(Script script) {
    return script.between(SHORTEST_BURST_MS, script.atMost(WELL_INSIDE, 0.8));
  }

  private static List<Script.Step> repeat(
      Script script, List<Actor> crew, String text, long[] times) {
    List<Script.Step> copies = new ArrayList<>(times.length);
    for (long at : times) {
      copies.add(script.answered(crew.get(script.count(0, crew.size() - 1)), at, text));
    }
    return copies;
  }
}
