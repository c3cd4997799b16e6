package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TrendShift;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixJudgeTest {

  private final MixHistory history = new MixHistory();

  @Test
  void actorsWhoMoveToAnotherTargetAreToldOfAtTheEndOfTheDay() {
    usualDays(7);
    long begin = history.now();
    history.day(100, 100, 100);
    assertThat(history.revisions).hasSize(1);
    TrendShift shift = history.revisions.get(0);
    assertThat(shift.getKind()).isEqualTo(ShiftKind.mix_shift);
    assertThat(shift.getState()).isEqualTo(ShiftState.opened);
    assertThat(shift.getTarget()).isEqualTo("*");
    assertThat(shift.getBegan()).isEqualTo(begin);
    assertThat(shift.getOpened()).isEqualTo(history.now());
    assertThat(shift.getShiftId()).matches("[0-9a-f]{32}");
    assertThat(shift.getDistinctActors()).isEqualTo(100);
    assertThat(shift.getExpected()).isCloseTo(20, within(2.0));
    assertThat(shift.getExposure()).isEqualTo(10_000);
    assertThat(shift.getRateRatio()).isCloseTo(5, within(0.5));
    assertThat(shift.getSurprise()).isGreaterThan(ShiftConfig.defaults().dailyBar());
    assertThat(shift.getDivergence()).isBetween(0.05, 0.2);
    assertThat(shift.getDrivers()).extracting(ShiftDriver::getValue).containsExactly("c");
    assertThat(shift.getDrivers().get(0).getShare()).isCloseTo(1, within(1e-9));
  }

  @Test
  void moreActorsWhoAreMixedAsBeforeAreSilent() {
    usualDays(7);
    history.day(1400, 1400, 200);
    assertThat(history.revisions).isEmpty();
  }

  @Test
  void aProductLaunchIsSilent() {
    usualDays(7);
    history.day(
        Map.of(
            "a", new MixHistory.OfDay(140, 10_000),
            "b", new MixHistory.OfDay(140, 10_000),
            "c", new MixHistory.OfDay(200, 100_000)));
    assertThat(history.revisions).isEmpty();
  }

  @Test
  void withoutAWeekBehindItADayIsNotJudged() {
    usualDays(6);
    history.day(100, 100, 100);
    assertThat(history.revisions).isEmpty();
  }

  @Test
  void aHandfulOfActorsIsNotJudged() {
    usualDays(7);
    history.day(0, 0, 25);
    assertThat(history.revisions).isEmpty();
  }

  @Test
  void aShiftThatIsTooSmallToMatterIsSilentHoweverSureItIs() {
    for (int day = 0; day < 14; day++) {
      history.day(1_000_000, 1_000_000);
    }
    history.day(1_100_000, 900_000);
    assertThat(history.revisions).isEmpty();
  }

  @Test
  void itClosesWhenTheMixIsAsItWas() {
    usualDays(7);
    history.day(100, 100, 100).day(100, 100, 100);
    assertThat(history.revisions).noneMatch(shift -> shift.getState() == ShiftState.closed);
    history.day(140, 140, 28);
    assertThat(history.revisions)
        .last()
        .satisfies(
            shift -> {
              assertThat(shift.getState()).isEqualTo(ShiftState.closed);
              assertThat(shift.getClosed()).isEqualTo(history.now());
            });
    assertThat(history.reach().getOpen()).isEmpty();
  }

  @Test
  void itClosesWhenNobodyIsLeft() {
    usualDays(7);
    history.day(100, 100, 100).day(0, 0, 0);
    assertThat(history.revisions)
        .extracting(TrendShift::getState)
        .containsExactly(ShiftState.opened, ShiftState.closed);
  }

  @Test
  void daysThatAlwaysDifferTakeALargerShift() {
    for (int day = 0; day < 14; day++) {
      history.day(day % 2 == 0 ? 200 : 80, day % 2 == 0 ? 80 : 200, 20);
    }
    history.day(230, 70, 20);
    assertThat(history.revisions).isEmpty();
  }

  /** Two days in three differ a little, as those of people do. */
  private void usualDays(int days) {
    for (int day = 0; day < days; day++) {
      history.day(140 + 8 * (day % 3 - 1), 140 - 8 * (day % 3 - 1), 20);
    }
  }
}
