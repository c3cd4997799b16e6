package dev.groundswell.local.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.groundswell.local.scorecard.TrendScorecard.OtherShift;
import dev.groundswell.local.scorecard.TrendScorecard.Planted;
import dev.groundswell.local.simulator.HistoryConfig;
import dev.groundswell.local.simulator.PlantedTrend;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendShift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrendScorecardTest {

  private static final Instant END = Instant.parse("2026-06-29T00:00:00Z");
  private static final HistoryConfig HISTORY = new HistoryConfig(1, Duration.ofDays(28), END);
  private static final Instant BEGAN = Instant.parse("2026-06-20T00:00:00Z");
  private static final Instant ENDED = BEGAN.plus(Duration.ofHours(2));

  private static final PlantedTrend SURGE =
      new PlantedTrend("surge", "AML.T0056", "chat", Optional.of(ShiftKind.surge), BEGAN, ENDED);
  private static final PlantedTrend NOISE =
      new PlantedTrend("noisy_actor", "AML.T0051.000", "chat", Optional.empty(), BEGAN, ENDED);

  @Test
  void theFirstShiftOfTheExpectedKindIsTheFind() {
    TrendScorecard scorecard =
        judged(
            SURGE,
            surge(BEGAN.plusSeconds(900), TargetKind.region, "eu-west-1"),
            surge(BEGAN.plusSeconds(600), TargetKind.product, "chat"));

    assertThat(scorecard.planted())
        .containsExactly(
            new Planted(
                "surge",
                "AML.T0056",
                "chat",
                "surge",
                true,
                "surge",
                "2026-06-20T00:00:00Z",
                "2026-06-20T00:10:00Z",
                600L));
    assertThat(scorecard.otherShifts()).isEmpty();
    assertThat(scorecard.perfect()).isTrue();
  }

  @Test
  void anotherKindIsNoFindButBelongsToTheTrend() {
    TrendScorecard scorecard =
        judged(SURGE, shift(ShiftKind.ramp, "AML.T0056", BEGAN.plusSeconds(600)));

    assertThat(scorecard.planted()).extracting(Planted::opened).containsExactly(false);
    assertThat(scorecard.otherShifts()).isEmpty();
    assertThat(scorecard.perfect()).isFalse();
  }

  @Test
  void whatStaysSilentThatShouldNotFails() {
    TrendScorecard scorecard = judged(SURGE);

    assertThat(scorecard.planted())
        .singleElement()
        .extracting(Planted::kind, Planted::openedAt, Planted::delayS)
        .containsOnlyNulls();
    assertThat(scorecard.perfect()).isFalse();
  }

  @Test
  void silenceIsWhatIsExpectedOfNoise() {
    assertThat(judged(NOISE).perfect()).isTrue();

    TrendScorecard broken =
        judged(NOISE, shift(ShiftKind.ramp, "AML.T0051.000", BEGAN.plusSeconds(600)));
    assertThat(broken.planted())
        .extracting(Planted::opened, Planted::kind)
        .containsExactly(tuple(true, "ramp"));
    assertThat(broken.otherShifts()).isEmpty();
    assertThat(broken.perfect()).isFalse();
  }

  @Test
  void aTrendOwnsWhatOpensUntilADayAfterItsEnd() {
    Instant latest = ENDED.plus(Duration.ofDays(1));

    assertThat(judged(SURGE, surge(latest)).perfect()).isTrue();
    assertThat(judged(SURGE, surge(latest.plusMillis(1))).otherShifts()).hasSize(1);
    assertThat(judged(SURGE, surge(BEGAN)).otherShifts()).hasSize(1);
  }

  @Test
  void whatNothingPlantedExplainsIsAnotherShift() {
    TrendScorecard scorecard =
        judged(
            SURGE,
            surge(BEGAN.plusSeconds(300)),
            shift(ShiftKind.ramp, "AML.T0054", BEGAN.plusSeconds(300)));

    assertThat(scorecard.otherShifts())
        .containsExactly(
            new OtherShift("ramp", "AML.T0054", "product", "chat", "2026-06-20T00:05:00Z"));
    assertThat(scorecard.perfect()).isFalse();
  }

  @Test
  void whatLiveTrafficOpensIsCountedAndNotJudged() {
    TrendScorecard scorecard =
        judged(
            SURGE,
            surge(BEGAN.plusSeconds(300)),
            shift(ShiftKind.ramp, "AML.T0054", END.plusMillis(1)));

    assertThat(scorecard.liveShifts()).isEqualTo(1);
    assertThat(scorecard.perfect()).isTrue();
  }

  @Test
  void tellsPeopleALineEach() {
    TrendScorecard scorecard =
        TrendScorecard.of(
            List.of(SURGE, NOISE), HISTORY, 9, List.of(surge(BEGAN.plusSeconds(300))));

    assertThat(scorecard.lines())
        .containsExactly(
            "ok   surge              AML.T0056     @ chat    expected surge        surge after"
                + " PT5M",
            "ok   noisy_actor        AML.T0051.000 @ chat    expected silence      nothing opened",
            "shifts of the live traffic: 0");
  }

  private static TrendScorecard judged(PlantedTrend trend, TrendShift... openings) {
    return TrendScorecard.of(List.of(trend), HISTORY, 1_000, List.of(openings));
  }

  private static TrendShift surge(Instant opened) {
    return surge(opened, TargetKind.product, "chat");
  }

  private static TrendShift surge(Instant opened, TargetKind targetKind, String target) {
    TrendShift shift = shift(ShiftKind.surge, "AML.T0056", opened);
    shift.setTargetKind(targetKind);
    shift.setTarget(target);
    return shift;
  }

  private static TrendShift shift(ShiftKind kind, String technique, Instant opened) {
    TrendShift shift = new TrendShift();
    shift.setShiftId(kind + technique + opened);
    shift.setKind(kind);
    shift.setTechnique(technique);
    shift.setTargetKind(TargetKind.product);
    shift.setTarget("chat");
    shift.setOpened(opened.toEpochMilli());
    return shift;
  }
}
