package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One key is used from at least five networks within ten minutes. */
final class KeySharing implements Scenario {

  private static final int BAR = 5;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration WELL_INSIDE = Duration.ofMinutes(9);
  private static final long SHORTEST_MS = 3_000;

  @Override
  public String rule() {
    return "key_sharing";
  }

  @Override
  public List<Producer> producers() {
    return List.of(Producer.CANONICAL, Producer.AWS, Producer.AZURE);
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(12);
  }

  @Override
  public void complete(Script script) {
    List<Actor> places = script.atPlaces(script.user(), script.count(BAR, 8));
    long span = span(script);
    List<Script.Step> firstUses = new ArrayList<>();
    for (Actor place : places) {
      firstUses.add(Script.earliest(use(script, place, script.count(1, 3), 0, span)));
    }
    script.completedByNumber(BAR, firstUses);
  }

  @Override
  public void oneStepShort(Script script) {
    long span = span(script);
    for (Actor place : script.atPlaces(script.user(), BAR - 1)) {
      use(script, place, script.count(1, 6), 0, span);
    }
  }

  @Override
  public void outsideWindow(Script script) {
    List<Actor> places = script.atPlaces(script.user(), BAR);
    if (script.count(0, 1) == 0) {
      long left = script.between(0, 20_000);
      long returned = left + script.justOutside(WINDOW);
      use(script, places.get(0), script.count(1, 3), 0, left);
      for (Actor place : places.subList(1, BAR - 1)) {
        use(script, place, script.count(1, 3), 0, returned);
      }
      use(script, places.get(BAR - 1), 1, returned, returned);
    } else {
      long[] times = script.stretched(BAR, WINDOW);
      for (int i = 0; i < BAR; i++) {
        use(script, places.get(i), 1, times[i], times[i]);
      }
    }
  }

  @Override
  public void split(Script script) {
    List<Actor> crew = script.crew(3);
    for (Actor colleague : crew) {
      long span = span(script);
      for (Actor place : script.atPlaces(colleague, script.count(2, BAR - 1))) {
        use(script, place, script.count(1, 3), 0, span);
      }
    }
  }

  private static List<Script.Step> use(Script script, Actor place, int times, long from, long to) {
    List<Script.Step> uses = new ArrayList<>(times);
    for (long at : script.times(times, from, to)) {
      uses.add(script.keyUsed(place, at));
    }
    return uses;
  }

  private static long span(Script script) {
    return script.between(SHORTEST_MS, script.atMost(WELL_INSIDE, 0.8));
  }
}
