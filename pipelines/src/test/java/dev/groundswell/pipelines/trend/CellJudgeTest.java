package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TrendShift;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;

class CellJudgeTest {

  private static final int DAY = 288;
  private static final int WEEK = 7 * DAY;
  private static final long TICK = Duration.ofMinutes(5).toMillis();

  private final CellHistory history = new CellHistory(ShiftConfig.defaults(), 1e-3);

  @Test
  void manyActorsAtOnceAreASurge() {
    history.ticks(2 * WEEK, 1);
    long begin = history.now();
    history.ticks(1, 40);
    assertThat(history.revisions).hasSize(1);
    TrendShift shift = history.revisions.get(0);
    assertThat(shift.getKind()).isEqualTo(ShiftKind.surge);
    assertThat(shift.getState()).isEqualTo(ShiftState.opened);
    assertThat(shift.getRevision()).isEqualTo(1);
    assertThat(shift.getBegan()).isEqualTo(begin);
    assertThat(shift.getOpened()).isEqualTo(begin + TICK).isEqualTo(shift.getUpdated());
    assertThat(shift.getClosed()).isNull();
    assertThat(shift.getFirstSeen()).isEqualTo(CellHistory.START);
    assertThat(shift.getDistinctActors()).isEqualTo(40);
    assertThat(shift.getTotalActors()).isCloseTo(40, within(0.01));
    assertThat(shift.getExpected()).isCloseTo(1, within(0.1));
    assertThat(shift.getExposure()).isEqualTo(1000);
    assertThat(shift.getSurprise())
        .isGreaterThan(ShiftConfig.defaults().bar())
        .isEqualTo(shift.getPeakSurprise());
    assertThat(shift.getRateRatio()).isCloseTo(40, within(3.0)).isEqualTo(shift.getPeakRateRatio());
    assertThat(shift.getRateRatioLow()).isBetween(1.0, 40.0);
    assertThat(shift.getRateRatioHigh()).isBetween(40.0, 100.0);
  }

  @Test
  void aSurgeClosesAfterHalfAnHourOfQuietAndOpensAgain() {
    history.ticks(2 * WEEK, 1).ticks(3, 40).ticks(5, 1);
    assertThat(history.revisions).noneMatch(shift -> shift.getState() == ShiftState.closed);
    history.ticks(1, 1);
    TrendShift closed = history.revisions.get(history.revisions.size() - 1);
    assertThat(closed.getState()).isEqualTo(ShiftState.closed);
    assertThat(closed.getClosed()).isEqualTo(history.now());
    assertThat(closed.getTotalActors()).isCloseTo(126, within(1.0));
    history.ticks(1, 40);
    TrendShift again = history.revisions.get(history.revisions.size() - 1);
    assertThat(again.getState()).isEqualTo(ShiftState.opened);
    assertThat(again.getShiftId()).isNotEqualTo(closed.getShiftId());
  }

  @Test
  void aSurgeThatOnlyDropsBelowTheBarStaysOpen() {
    history.ticks(2 * WEEK, 1).ticks(1, 40).ticks(30, 9);
    assertThat(history.revisions).noneMatch(shift -> shift.getState() == ShiftState.closed);
    assertThat(history.revisions).filteredOn(shift -> shift.getRevision() == 1).hasSize(1);
  }

  @Test
  void aQuietMomentDoesNotCloseASurge() {
    history.ticks(2 * WEEK, 1);
    for (int i = 0; i < 10; i++) {
      history.ticks(1, 40).ticks(5, 1);
    }
    assertThat(history.revisions).noneMatch(shift -> shift.getState() == ShiftState.closed);
  }

  @Test
  void aSurgeClosesInSilenceToo() {
    history.ticks(2 * WEEK, 1).ticks(1, 40).silence(6);
    assertThat(history.revisions)
        .extracting(TrendShift::getState)
        .containsExactly(ShiftState.opened, ShiftState.closed);
    TrendShift closed = history.revisions.get(1);
    assertThat(closed.getExposure()).isZero();
    assertThat(closed.getRateRatio()).isNull();
    assertThat(closed.getPeakRateRatio()).isCloseTo(40, within(3.0));
  }

  @Test
  void oneNoisyActorIsSilent() {
    history.ticks(2 * WEEK, 0);
    for (int i = 0; i < 2 * DAY; i++) {
      history.tick(1000, Stream.of("noisy"));
    }
    assertThat(history.revisions).isEmpty();
  }

  @Test
  void oneNoisyActorIsSilentAmongOthersToo() {
    for (int i = 0; i < 2 * WEEK; i++) {
      history.ticks(1, i % 10 == 0 ? 1 : 0);
    }
    for (int i = 0; i < 2 * DAY; i++) {
      history.tick(1000, Stream.concat(Stream.of("noisy"), history.strangers(i % 10 == 0 ? 1 : 0)));
    }
    assertThat(history.revisions).isEmpty();
  }

  @Test
  void aLaunchThatBringsMoreOfEverythingIsSilent() {
    history.ticks(2 * WEEK, 2);
    for (int i = 0; i < DAY; i++) {
      history.tick(20_000, history.strangers(40));
    }
    assertThat(history.revisions).isEmpty();
  }

  @Test
  void aColdStartIsSilent() {
    history.ticks(DAY, 1).ticks(DAY, 500).ticks(WEEK - 2 * DAY, 1);
    assertThat(history.revisions).isEmpty();
  }

  @Test
  void aCellThatWasNeverSeenBeforeIsToldOfOnce() {
    history.ticks(WEEK, 0).ticks(1, 2).ticks(3, 0);
    assertThat(history.revisions).isEmpty();
    history.ticks(1, 3);
    assertThat(history.revisions).hasSize(1);
    TrendShift shift = history.revisions.get(0);
    assertThat(shift.getKind()).isEqualTo(ShiftKind.first_seen);
    assertThat(shift.getBegan()).isEqualTo(shift.getFirstSeen());
    assertThat(shift.getTotalActors()).isCloseTo(5, within(0.01));
    history.ticks(20, 0).ticks(1, 4);
    assertThat(history.revisions)
        .extracting(TrendShift::getState)
        .containsExactly(ShiftState.opened, ShiftState.closed);
  }

  @Test
  void aCellThatTrickledInForADayIsNotToldOf() {
    history.ticks(WEEK, 0);
    for (int i = 0; i < 20; i++) {
      history.ticks(1, 1).ticks(DAY / 4, 0);
    }
    assertThat(history.revisions).isEmpty();
  }

  @Test
  void fewerThanOneCellInTenThousandIsFirstSeenByChance() {
    double most =
        IntStream.range(1, 100)
            .mapToDouble(
                i -> {
                  double perDay = i / 20.0;
                  double fourMore = PoissonDistribution.of(perDay).survivalProbability(3);
                  return Math.exp(-7 * perDay) * fourMore;
                })
            .max()
            .orElseThrow();
    assertThat(most).isBetween(4e-5, 7e-5);
  }

  @Test
  void aSlowRiseIsARampBeforeItIsASurge() {
    history.randomTicks(4 * WEEK, 6);
    long begin = history.now();
    for (int i = 0; i < 60 && history.revisions.isEmpty(); i++) {
      history.randomTicks(1, 8 + i / 4.0);
    }
    TrendShift shift = history.revisions.get(0);
    assertThat(shift.getKind()).isEqualTo(ShiftKind.ramp);
    assertThat(shift.getBegan()).isBetween(begin - 12 * TICK, begin + 24 * TICK);
    assertThat(shift.getOpened()).isEqualTo(history.now());
    assertThat(shift.getSurprise()).isLessThan(ShiftConfig.defaults().bar());
  }

  @Test
  void aRampClosesWhenItsCellIsAsItWas() {
    history.randomTicks(4 * WEEK, 6).randomTicks(40, 14).randomTicks(100, 6);
    assertThat(history.revisions).extracting(TrendShift::getKind).containsOnly(ShiftKind.ramp);
    assertThat(history.revisions.get(history.revisions.size() - 1).getState())
        .isEqualTo(ShiftState.closed);
  }

  @Test
  void aSurgeIsNoRampBesides() {
    history.randomTicks(4 * WEEK, 6).randomTicks(50, 100);
    assertThat(history.revisions).extracting(TrendShift::getKind).containsOnly(ShiftKind.surge);
  }

  @Test
  void theSameHistoryHasTheSameShifts() {
    CellHistory replay = new CellHistory(ShiftConfig.defaults(), 1e-3);
    for (CellHistory run : new CellHistory[] {history, replay}) {
      run.ticks(2 * WEEK, 1).ticks(3, 40).ticks(3, 200).ticks(20, 1);
    }
    assertThat(history.revisions).hasSizeGreaterThan(2).isEqualTo(replay.revisions);
    assertThat(history.revisions.get(0).getShiftId()).matches("[0-9a-f]{32}");
    assertThat(history.revisions)
        .extracting(TrendShift::getRevision)
        .isEqualTo(IntStream.rangeClosed(1, history.revisions.size()).boxed().toList());
  }

  @Test
  void aShiftThatGrowsIsToldOfWhenItHasDoubled() {
    history.ticks(2 * WEEK, 1).ticks(1, 40).ticks(1, 44).ticks(1, 50).ticks(1, 400);
    assertThat(history.revisions)
        .extracting(TrendShift::getState)
        .containsExactly(ShiftState.opened, ShiftState.updated, ShiftState.updated);
  }
}
