package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendPoint;
import org.junit.jupiter.api.Test;

class GrowingCellsTest {

  private static final long MINUTE = 60_000;
  private static final long START = 29_000_000 * MINUTE;

  private final GrowingCells cells = new GrowingCells();

  @Test
  void growthIsTheLastMinuteOverTheSmoothedMinutesBefore() {
    add("chat", 0, 10);
    add("chat", 1, 7);

    // Of the ten actors before, 30 % count: (7 + 1) / (3 + 1).
    assertThat(cells.fastest(3)).containsExactly("AML.T0054 @ product chat x2.0 (7 actors)");
  }

  @Test
  void theFastestComeFirstAndTheRestIsLeftOut() {
    add("slow", 0, 4);
    add("fast", 0, 9);
    add("middle", 0, 6);

    assertThat(cells.fastest(2))
        .containsExactly(
            "AML.T0054 @ product fast x10.0 (9 actors)",
            "AML.T0054 @ product middle x7.0 (6 actors)");
  }

  @Test
  void aHandfulOfActorsIsNoGrowth() {
    add("chat", 0, 2);

    assertThat(cells.fastest(3)).isEmpty();
  }

  @Test
  void cellsThatFellSilentAreLeftOut() {
    add("silent", 0, 50);
    add("chat", 1, 5);

    assertThat(cells.fastest(3)).containsExactly("AML.T0054 @ product chat x6.0 (5 actors)");
  }

  @Test
  void laterVersionsOfTheMinuteReplaceEarlierOnes() {
    add("chat", 0, 4);
    add("chat", 0, 5);

    assertThat(cells.fastest(3)).containsExactly("AML.T0054 @ product chat x6.0 (5 actors)");
  }

  @Test
  void correctionsOfAMinuteThatHasPassedChangeNothing() {
    add("chat", 1, 5);
    add("chat", 0, 100);

    assertThat(cells.fastest(3)).containsExactly("AML.T0054 @ product chat x6.0 (5 actors)");
  }

  @Test
  void longerPanesAreIgnored() {
    TrendPoint hour = point("chat", 0, 50);
    hour.setGrain(Grain.hour);
    cells.add(hour);

    assertThat(cells.fastest(3)).isEmpty();
  }

  private void add(String product, long minute, double actors) {
    cells.add(point(product, minute, actors));
  }

  private static TrendPoint point(String product, long minute, double actors) {
    TrendPoint point = new TrendPoint();
    point.setTechnique("AML.T0054");
    point.setTargetKind(TargetKind.product);
    point.setTarget(product);
    point.setGrain(Grain.minute);
    point.setPaneStart(START + minute * MINUTE);
    point.setDistinctActors(actors);
    return point;
  }
}
