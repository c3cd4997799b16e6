package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendReach;
import dev.groundswell.schemas.TrendShift;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpreadJudgeTest {

  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  private final SpreadJudge judge = new SpreadJudge();
  private final TrendReach reach =
      TrendReach.newBuilder()
          .setTechnique("AML.T0054")
          .setTargetKind(TargetKind.product)
          .setFirstSeen(0)
          .setReached(List.of())
          .setMixStatistics(0)
          .setMixFreedom(0)
          .setOpen(new ArrayList<>())
          .build();
  private final List<TrendShift> revisions = new ArrayList<>();

  @Test
  void threeNewTargetsInAWeekAreASpread() {
    at(DAY, "chat");
    at(3 * DAY, "code");
    assertThat(revisions).isEmpty();
    at(7 * DAY, "image");
    assertThat(revisions).hasSize(1);
    TrendShift shift = revisions.get(0);
    assertThat(shift.getKind()).isEqualTo(ShiftKind.spread);
    assertThat(shift.getTarget()).isEqualTo("*");
    assertThat(shift.getOpened()).isEqualTo(7 * DAY);
    assertThat(shift.getBegan()).isEqualTo(DAY - HOUR).isEqualTo(shift.getFirstSeen());
    assertThat(shift.getDistinctActors()).isEqualTo(5);
    assertThat(Math.round(shift.getTotalActors())).isEqualTo(15);
    assertThat(shift.getDivergence()).isNull();
    assertThat(shift.getDrivers())
        .extracting(ShiftDriver::getValue)
        .containsExactly("chat", "code", "image");
  }

  @Test
  void threeInMoreThanAWeekAreNone() {
    at(DAY, "chat");
    at(5 * DAY, "code");
    at(8 * DAY, "image");
    assertThat(revisions).isEmpty();
  }

  @Test
  void threeAtOnceAreOne() {
    at(DAY, "chat", "code", "image");
    assertThat(revisions).extracting(TrendShift::getState).containsExactly(ShiftState.opened);
    assertThat(revisions.get(0).getDistinctActors()).isEqualTo(15);
  }

  @Test
  void itGrowsWithEveryFurtherTarget() {
    at(DAY, "chat", "code", "image");
    at(DAY + HOUR);
    at(DAY + 2 * HOUR, "agents");
    assertThat(revisions)
        .extracting(TrendShift::getState)
        .containsExactly(ShiftState.opened, ShiftState.updated);
    assertThat(revisions.get(1).getDrivers()).hasSize(4);
    assertThat(revisions.get(1).getShiftId()).isEqualTo(revisions.get(0).getShiftId());
  }

  @Test
  void itClosesWhenNoneWasReachedForADay() {
    at(DAY, "chat", "code", "image");
    at(2 * DAY - 1);
    assertThat(revisions).hasSize(1);
    at(2 * DAY);
    assertThat(revisions.get(1).getState()).isEqualTo(ShiftState.closed);
    assertThat(revisions.get(1).getClosed()).isEqualTo(2 * DAY);
    assertThat(reach.getOpen()).isEmpty();
  }

  @Test
  void itTakesThreeOthersToOpenAgain() {
    at(DAY, "chat", "code", "image");
    at(2 * DAY);
    at(3 * DAY, "agents", "search");
    assertThat(revisions).hasSize(2);
    at(4 * DAY, "voice");
    assertThat(revisions.get(2).getState()).isEqualTo(ShiftState.opened);
  }

  @Test
  void whatIsOlderThanAWeekIsForgotten() {
    at(DAY, "chat", "code");
    at(9 * DAY);
    assertThat(reach.getReached()).isEmpty();
  }

  /** A tick that ends then, and finds these to be reached by five each. */
  private void at(long tickEnd, String... targets) {
    judge
        .judge(reach, Stream.of(targets).map(target -> cell(target, tickEnd)).toList(), tickEnd)
        .ifPresent(revision -> revisions.add(TrendShift.newBuilder(revision).build()));
  }

  private static ReachedCell cell(String target, long tickEnd) {
    ActorSketch actors = ActorSketch.empty();
    for (int i = 0; i < 5; i++) {
      actors.add(target + "-" + i);
    }
    TrendShift firstSeen =
        TrendShift.newBuilder()
            .setShiftId(target)
            .setRevision(1)
            .setKind(ShiftKind.first_seen)
            .setState(ShiftState.opened)
            .setTechnique("AML.T0054")
            .setTargetKind(TargetKind.product)
            .setTarget(target)
            .setOpened(tickEnd)
            .setUpdated(tickEnd)
            .setBegan(tickEnd - HOUR)
            .setFirstSeen(tickEnd - HOUR)
            .setDistinctActors(5)
            .setExpected(0.1)
            .setExposure(1000)
            .setSurprise(5)
            .setPeakSurprise(5)
            .setPeakRateRatio(50)
            .setTotalActors(5)
            .build();
    return new ReachedCell(firstSeen, actors.toBytes());
  }
}
