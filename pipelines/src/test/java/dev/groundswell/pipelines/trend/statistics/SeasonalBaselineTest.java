package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.time.Instant;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonalBaselineTest {

  private static final long MONDAY = Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();
  private static final long TICK = 300_000;
  private static final long HOUR = 12 * TICK;
  private static final long DAY = 24 * HOUR;
  private static final long WEEK = 7 * DAY;

  private static final double REQUESTS = 1000;
  private static final double PARENT = 0.3;

  private final SeasonalBaseline unlearned = SeasonalBaseline.unlearned(Learning.defaults());

  @Test
  void withoutHistoryItExpectsTheParentsRateAndKnowsLittle() {
    NegativeBinomialSurprise expected = unlearned.expect(MONDAY, REQUESTS, PARENT);
    assertThat(expected.mean()).isCloseTo(300, within(1e-9));
    assertThat(expected.dispersion()).isCloseTo(4, within(1e-12));
    // Those of the cell, the hour of the day and that of the week.
    assertThat(expected.spread()).isCloseTo(1 + 1 / 4.0 + 1 / 16.0, within(1e-12));
  }

  @Test
  void afterAnHourItIsTheGammaPosteriorOfWhatWasCounted() {
    SeasonalBaseline learned = unlearned;
    for (int i = 0; i < 12; i++) {
      learned = learned.judge(MONDAY + i * TICK, 600, REQUESTS, PARENT).next();
    }
    double weight = Math.pow(301 * (1 + 4 * 1.3125), -2);
    double excess = 12 * weight * (300 * 300 - 300 - 1.3125 * 300 * 300);
    double squares = 12 * weight * 300 * 300;
    double remaining = Math.pow(2, -1 / 336.0);
    double dispersion = (80 + excess * remaining) / (20 + squares * remaining);
    double factor = 1 + dispersion * 1000 * (1 + 7200) / (1 / PARENT + 12_000);
    // More than the parent has, so that it is worth a quarter of what was counted at most.
    double prior = Math.min(1 / PARENT, 12_000 / factor / 4);
    double cell = (prior * PARENT + 7200 / factor) / (prior + 12_000 / factor);
    double hourOfDay = (4 + 7200 / factor) / (4 / cell + 12_000 / factor);
    assertThat(learned.expect(MONDAY + HOUR, REQUESTS, PARENT).mean())
        .isCloseTo(REQUESTS * cell, within(1e-9));
    assertThat(learned.expect(MONDAY + DAY, REQUESTS, PARENT).mean())
        .isCloseTo(REQUESTS * hourOfDay, within(0.1));
  }

  @Test
  void theRateDoesNotDependOnTheExposureThatIsJudged() {
    SeasonalBaseline learned = steady(6);
    long weekend = MONDAY + 6 * WEEK + 5 * DAY;
    NegativeBinomialSurprise usual = learned.expect(weekend, REQUESTS, PARENT);
    for (double times : new double[] {0.1, 10, 1000}) {
      NegativeBinomialSurprise other = learned.expect(weekend, times * REQUESTS, PARENT);
      assertThat(other.mean() / times).isCloseTo(usual.mean(), withPercentage(1e-9));
      assertThat(other.spread()).isEqualTo(usual.spread());
    }
  }

  @Test
  void anHourIsLearnedByItsOwnParentAndNotThatOfTheNext() {
    SeasonalBaseline learned = unlearned.judge(MONDAY, 20_000, REQUESTS, PARENT).next();
    SeasonalBaseline next = learned.judge(MONDAY + HOUR, 1, REQUESTS, PARENT).next();
    SeasonalBaseline other = learned.judge(MONDAY + HOUR, 1, REQUESTS, 100 * PARENT).next();
    assertThat(eventsLearned(other)).isEqualTo(eventsLearned(next)).isLessThan(20_000);
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 1000, 100_000})
  void aParentManyTimesTooRareIsOvercomeInADay(double times) {
    SeasonalBaseline learned = unlearned;
    for (long time = MONDAY; time < MONDAY + DAY; time += TICK) {
      learned = learned.judge(time, 1, REQUESTS, 1 / REQUESTS / times).next();
    }
    assertThat(learned.expect(MONDAY + DAY, REQUESTS, 1 / REQUESTS / times).mean())
        .isBetween(0.4, 1.1);
  }

  @Test
  void whoFeedsOnlyTicksWithEventsMakesThemSeemUsual() {
    SeasonalBaseline all = unlearned;
    SeasonalBaseline some = unlearned;
    for (long time = MONDAY; time < MONDAY + 2 * WEEK; time += TICK) {
      boolean isOne = Math.floorMod(time / TICK, 50L) == 0;
      all = all.judge(time, isOne ? 1 : 0, REQUESTS, 0.02 / REQUESTS).next();
      some = isOne ? some.judge(time, 1, REQUESTS, 0.02 / REQUESTS).next() : some;
    }
    long time = MONDAY + 2 * WEEK;
    assertThat(all.expect(time, REQUESTS, 0.02 / REQUESTS).mean()).isBetween(0.01, 0.03);
    assertThat(some.expect(time, REQUESTS, 0.02 / REQUESTS).mean()).isGreaterThan(0.3);
  }

  @Test
  void itTellsToWhichHourItHasCome() {
    long time = MONDAY + HOUR + 3 * TICK;
    assertThat(unlearned.judge(time, 1, REQUESTS, PARENT).next().hourBegan())
        .isEqualTo(MONDAY + HOUR);
  }

  @Test
  void expectsOfEachHourOfTheWeekWhatItHad() {
    SeasonalBaseline learned = steady(6);
    long week = MONDAY + 6 * WEEK;
    for (long time = week; time < week + WEEK; time += HOUR) {
      assertThat(learned.expect(time, REQUESTS, PARENT).mean())
          .isCloseTo(normal(time), Percentage.withPercentage(3));
    }
  }

  @Test
  void anHourThatWasNeverMetIsLikeThatOfOtherDays() {
    SeasonalBaseline learned = unlearned;
    for (long time = MONDAY; time < MONDAY + 4 * DAY; time += TICK) {
      learned = learned.judge(time, Math.round(normal(time)), REQUESTS, PARENT).next();
    }
    for (long time = MONDAY + 4 * DAY; time < MONDAY + 5 * DAY; time += HOUR) {
      assertThat(learned.expect(time, REQUESTS, PARENT).mean())
          .isCloseTo(normal(time), Percentage.withPercentage(10));
    }
  }

  @Test
  void nothingOfTheHourThatIsJudgedIsInItsExpectation() {
    SeasonalBaseline learned = steady(1);
    long hour = MONDAY + WEEK;
    SeasonalBaseline surged = learned.judge(hour, 100_000, REQUESTS, PARENT).next();
    assertThat(surged.expect(hour + TICK, REQUESTS, PARENT).mean())
        .isEqualTo(learned.expect(hour + TICK, REQUESTS, PARENT).mean());
  }

  @Test
  void moreExposureHasMoreEvents() {
    SeasonalBaseline learned = steady(2);
    long time = MONDAY + 2 * WEEK;
    assertThat(learned.expect(time, 7 * REQUESTS, PARENT).mean())
        .isCloseTo(7 * normal(time), Percentage.withPercentage(5));
  }

  @Test
  void aHalfLifeHalvesWhatIsKnown() {
    SeasonalBaseline learned = steady(2);
    SeasonalBaseline later = learned.judge(MONDAY + 2 * WEEK, 0, REQUESTS, PARENT).next();
    SeasonalBaseline muchLater = learned.judge(MONDAY + 4 * WEEK, 0, REQUESTS, PARENT).next();
    assertThat(known(muchLater)).isCloseTo(known(later) / 2, Percentage.withPercentage(1e-6));
    SeasonalBaseline yearsLater = learned.judge(MONDAY + 300 * WEEK, 0, REQUESTS, PARENT).next();
    assertThat(yearsLater.expect(MONDAY + 300 * WEEK, REQUESTS, 3 * PARENT).mean())
        .isCloseTo(900, within(1e-6));
  }

  @Test
  void itIsAllInItsFigures() {
    SeasonalBaseline learned = steady(1).judge(MONDAY + WEEK + HOUR, 77, REQUESTS, PARENT).next();
    SeasonalBaseline read = read(learned.hourFigures(), learned.weekFigures());
    assertThat(read.hourFigures()).isEqualTo(learned.hourFigures()).hasSize(12);
    assertThat(read.weekFigures()).isEqualTo(learned.weekFigures()).hasSize(336);
    for (long time = MONDAY + WEEK + HOUR; time < MONDAY + 3 * WEEK; time += HOUR) {
      assertThat(read.expect(time, REQUESTS, PARENT))
          .isEqualTo(learned.expect(time, REQUESTS, PARENT));
    }
  }

  @Test
  void whoChangesTheFiguresDoesNotChangeIt() {
    SeasonalBaseline learned = steady(1);
    NegativeBinomialSurprise expected = learned.expect(MONDAY + WEEK, REQUESTS, PARENT);
    Arrays.fill(learned.hourFigures(), 3);
    Arrays.fill(learned.weekFigures(), 3);
    assertThat(learned.expect(MONDAY + WEEK, REQUESTS, PARENT)).isEqualTo(expected);
  }

  @Test
  void theFiguresOfTheWeekChangeWithTheHourOnly() {
    SeasonalBaseline learned = steady(1);
    SeasonalBaseline sameHour =
        learned.judge(learned.hourBegan() + 11 * TICK, 5, REQUESTS, PARENT).next();
    assertThat(sameHour.weekFigures()).isEqualTo(learned.weekFigures());
    assertThat(sameHour.hourFigures()).isNotEqualTo(learned.hourFigures());
    SeasonalBaseline nextHour =
        learned.judge(learned.hourBegan() + HOUR, 5, REQUESTS, PARENT).next();
    assertThat(nextHour.weekFigures()).isNotEqualTo(learned.weekFigures());
  }

  @Test
  void refusesFiguresOfSomethingElse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(new double[12], new double[336]))
        .withMessage("a baseline has 12 and 336 figures of format 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(unlearned.hourFigures(), new double[335]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(new double[] {1}, unlearned.weekFigures()));
  }

  /** Hour, events and exposure of it, squares of the dispersion. */
  @ParameterizedTest
  @CsvSource({"1, 0.5", "1, NaN", "2, -1", "3, -1", "7, -1", "9, -1"})
  void refusesDamagedFigures(int index, double figure) {
    double[] damaged = unlearned.hourFigures();
    damaged[index] = figure;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(damaged, unlearned.weekFigures()))
        .withMessageContaining("it takes");
  }

  @ParameterizedTest
  @CsvSource({"28, -1", "28, NaN", "188, -1"})
  void refusesDamagedFiguresOfTheWeek(int index, double figure) {
    double[] damaged = unlearned.weekFigures();
    damaged[index] = figure;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(unlearned.hourFigures(), damaged))
        .withMessageContaining("it takes");
  }

  @Test
  void refusesAnHourThatIsOver() {
    SeasonalBaseline learned = steady(1).judge(MONDAY + WEEK + HOUR, 1, REQUESTS, PARENT).next();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> learned.expect(MONDAY + WEEK, REQUESTS, PARENT))
        .withMessageContaining("is before hour");
  }

  @ParameterizedTest
  @CsvSource({"-1, 1, 1", "1, 0, 1", "1, NaN, 1", "1, 1, 0", "1, 1, NaN", "1, 1, Infinity"})
  void refusesWhatIsNoTick(long events, double exposure, double parentRate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unlearned.judge(MONDAY, events, exposure, parentRate).next());
  }

  private static SeasonalBaseline read(double[] hour, double[] hoursOfWeek) {
    return SeasonalBaseline.of(Learning.defaults(), hour, hoursOfWeek);
  }

  private SeasonalBaseline steady(int weeks) {
    SeasonalBaseline learned = unlearned;
    for (long time = MONDAY; time < MONDAY + weeks * WEEK; time += TICK) {
      learned = learned.judge(time, Math.round(normal(time)), REQUESTS, PARENT).next();
    }
    return learned;
  }

  /** Busier at noon than at midnight, threefold, and half as busy at the weekend. */
  private static double normal(long time) {
    double hour = Math.floorMod(time / HOUR, 24L);
    double day = 200 * (2 - Math.cos(2 * Math.PI * hour / 24));
    return Math.floorMod(time - MONDAY, WEEK) < 5 * DAY ? day : day / 2;
  }

  private static double eventsLearned(SeasonalBaseline baseline) {
    return Arrays.stream(baseline.weekFigures(), 0, 168).sum();
  }

  private static double known(SeasonalBaseline baseline) {
    return Arrays.stream(baseline.weekFigures(), 168, 336).sum();
  }
}
