package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendDelta;
import org.junit.jupiter.api.Test;

class CountedCellTest {

  private static final CountedCell CELL =
      new CountedCell("series", TargetKind.product, "taxi", 10_000);
  private static final long MINUTE = 60_000;

  @Test
  void aCountIsAsManyActorsOfItsMinute() {
    TrendDelta delta = CELL.at(5 * MINUTE + 53_000, 40_000);

    assertThat(delta.getPaneStart()).isEqualTo(5 * MINUTE);
    assertThat(delta.getExposure()).isEqualTo(10_000);
    TechniqueDelta technique = delta.getTechniques().get(0);
    assertThat(technique.getEvents()).isEqualTo(40_000);
    assertThat(actors(delta)).isCloseTo(40_000, within(3 * 0.013 * 40_000));
  }

  @Test
  void noneAreRequestsWithoutAnActor() {
    TrendDelta delta = CELL.at(0, 0);

    assertThat(delta.getExposure()).isEqualTo(10_000);
    assertThat(delta.getTechniques()).isEmpty();
  }

  @Test
  void actorsOfTwoCountsOfAMinuteAreOthers() {
    TrendDelta both = Deltas.sum(0, CELL.at(1_000, 12), CELL.at(2_000, 30));

    assertThat(actors(both)).isCloseTo(42, within(0.01));
    assertThat(both.getExposure()).isEqualTo(20_000);
  }

  @Test
  void takesOnlyTargetsThatRequestsReach() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CountedCell("series", TargetKind.harm, "hate", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CountedCell("series", TargetKind.product, "taxi", 0));
  }

  private static double actors(TrendDelta delta) {
    return ActorSketch.of(delta.getTechniques().get(0).getActors()).estimate();
  }
}
