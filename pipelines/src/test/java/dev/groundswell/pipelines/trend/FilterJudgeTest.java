package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TrendShift;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FilterJudgeTest {

  private static final int DAY = 288;
  private static final int WEEK = 7 * DAY;

  private final CellHistory history = new CellHistory(ShiftConfig.defaults(), 1e-3);

  @Test
  void aFilterThatStopsHalfOfWhatItDidDecays() {
    history.reviewedTicks(2 * WEEK, 4, 0.05);
    long failed = history.now();
    history.reviewedTicks(DAY, 4, 0.5);
    assertThat(decays()).filteredOn(shift -> shift.getState() == ShiftState.opened).hasSize(1);
    TrendShift opened = decays().get(0);
    assertThat(opened.getOpened()).isBetween(failed, failed + 24 * CellHistory.TICK);
    assertThat(opened.getBegan()).isBetween(failed - 6 * CellHistory.TICK, opened.getOpened());
    assertThat(opened.getTotalActors()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void itsFiguresAreOfReviewedActorsAndOfThoseWhoPassed() {
    history.reviewedTicks(2 * WEEK, 4, 0);
    for (int i = 0; decays().isEmpty(); i++) {
      assertThat(i).isLessThan(12);
      history.review(10, 8);
    }
    TrendShift opened = decays().get(0);
    assertThat(opened.getDistinctActors()).isEqualTo(8);
    assertThat(opened.getExposure()).isEqualTo(10);
    assertThat(opened.getExpected()).isCloseTo(0, within(0.2));
    assertThat(opened.getSurprise()).isGreaterThan(10);
    assertThat(opened.getRateRatioLow()).isGreaterThan(30);
  }

  @Test
  void moreAbuseOfWhichAsMuchPassesIsNoDecay() {
    history.reviewedTicks(2 * WEEK, 4, 0.2).reviewedTicks(DAY, 40, 0.2);
    assertThat(decays()).isEmpty();
  }

  @Test
  void oneWhoAlwaysPassesIsNoDecay() {
    history.reviewedTicks(2 * WEEK, 4, 0.05);
    for (int i = 0; i < DAY; i++) {
      history.review(history.strangers(3), Stream.of("knows-a-way"));
    }
    assertThat(decays()).isEmpty();
  }

  @Test
  void aFilterThatHasHardlyBeenReviewedCannotDecay() {
    history.reviewedTicks(99, 4, 0).ticks(2 * WEEK, 1).reviewedTicks(DAY / 2, 4, 0.5);
    assertThat(decays()).isEmpty();
  }

  @Test
  void itClosesWhenTheFilterStopsAsMuchAsBefore() {
    history.reviewedTicks(2 * WEEK, 4, 0.05).reviewedTicks(DAY, 4, 0.5);
    history.reviewedTicks(DAY / 2, 4, 0.05);
    assertThat(decays()).last().extracting(TrendShift::getState).isEqualTo(ShiftState.closed);
  }

  @Test
  void aFilterThatNeverStopsAsMuchAgainIsNotOpenForEver() {
    history.reviewedTicks(2 * WEEK, 4, 0.05).reviewedTicks(6 * WEEK, 4, 0.5);
    assertThat(decays()).last().extracting(TrendShift::getState).isEqualTo(ShiftState.closed);
  }

  @Test
  void itStaysOpenWhereNobodyReviewsForThreeDaysAndNoLonger() {
    history.reviewedTicks(2 * WEEK, 4, 0.05).reviewedTicks(DAY / 2, 4, 0.5);
    history.ticks(3 * DAY - 1, 1);
    assertThat(decays()).noneMatch(shift -> shift.getState() == ShiftState.closed);
    history.ticks(7, 1);
    assertThat(decays()).last().extracting(TrendShift::getState).isEqualTo(ShiftState.closed);
  }

  private List<TrendShift> decays() {
    return history.revisions.stream()
        .filter(shift -> shift.getKind() == ShiftKind.filter_decay)
        .toList();
  }
}
