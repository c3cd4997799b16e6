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
      learned = learned.after(MONDAY + i * TICK, 600, REQUESTS, PARENT);
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
    SeasonalBaseline learned = unlearned.after(MONDAY, 20_000, REQUESTS, PARENT);
    SeasonalBaseline next = learned.after(MONDAY + HOUR, 1, REQUESTS, PARENT);
    SeasonalBaseline other = learned.after(MONDAY + HOUR, 1, REQUESTS, 100 * PARENT);
    assertThat(eventsLearned(other)).isEqualTo(eventsLearned(next)).isLessThan(20_000);
  }

  @ParameterizedTest
  @ValueSource(doubles = {10, 1000, 100_000})
  void aParentManyTimesTooRareIsOvercomeInADay(double times) {
    SeasonalBaseline learned = unlearned;
    for (long time = MONDAY; time < MONDAY + DAY; time += TICK) {
      learned = learned.after(time, 1, REQUESTS, 1 / REQUESTS / times);
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
      all = all.after(time, isOne ? 1 : 0, REQUESTS, 0.02 / REQUESTS);
      some = isOne ? some.after(time, 1, REQUESTS, 0.02 / REQUESTS) : some;
    }
    long time = MONDAY + 2 * WEEK;
    assertThat(all.expect(time, REQUESTS, 0.02 / REQUESTS).mean()).isBetween(0.01, 0.03);
    assertThat(some.expect(time, REQUESTS, 0.02 / REQUESTS).mean()).isGreaterThan(0.3);
  }

  @Test
  void itTellsToWhichHourItHasCome() {
    long time = MONDAY + HOUR + 3 * TICK;
    assertThat(unlearned.after(time, 1, REQUESTS, PARENT).hourBegan()).isEqualTo(MONDAY + HOUR);
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
      learned = learned.after(time, Math.round(normal(time)), REQUESTS, PARENT);
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
    SeasonalBaseline surged = learned.after(hour, 100_000, REQUESTS, PARENT);
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
    SeasonalBaseline later = learned.after(MONDAY + 2 * WEEK, 0, REQUESTS, PARENT);
    SeasonalBaseline muchLater = learned.after(MONDAY + 4 * WEEK, 0, REQUESTS, PARENT);
    assertThat(known(muchLater)).isCloseTo(known(later) / 2, Percentage.withPercentage(1e-6));
    SeasonalBaseline yearsLater = learned.after(MONDAY + 300 * WEEK, 0, REQUESTS, PARENT);
    assertThat(yearsLater.expect(MONDAY + 300 * WEEK, REQUESTS, 3 * PARENT).mean())
        .isCloseTo(900, within(1e-6));
  }

  @Test
  void itIsAllInItsFigures() {
    SeasonalBaseline learned = steady(1).after(MONDAY + WEEK + HOUR, 77, REQUESTS, PARENT);
    SeasonalBaseline read = SeasonalBaseline.of(Learning.defaults(), learned.figures());
    assertThat(read.figures()).isEqualTo(learned.figures()).hasSize(348);
    for (long time = MONDAY + WEEK + HOUR; time < MONDAY + 3 * WEEK; time += HOUR) {
      assertThat(read.expect(time, REQUESTS, PARENT))
          .isEqualTo(learned.expect(time, REQUESTS, PARENT));
    }
  }

  @Test
  void whoChangesTheFiguresDoesNotChangeIt() {
    SeasonalBaseline learned = steady(1);
    NegativeBinomialSurprise expected = learned.expect(MONDAY + WEEK, REQUESTS, PARENT);
    Arrays.fill(learned.figures(), 3);
    assertThat(learned.expect(MONDAY + WEEK, REQUESTS, PARENT)).isEqualTo(expected);
  }

  @Test
  void refusesFiguresOfSomethingElse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeasonalBaseline.of(Learning.defaults(), new double[348]))
        .withMessage("a baseline has 348 figures of format 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeasonalBaseline.of(Learning.defaults(), new double[] {1}));
  }

  /**
   * Hour, events and exposure of it, squares of the dispersion, and those of an hour of the week.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0.5", "1, NaN", "2, -1", "3, -1", "7, -1", "9, -1", "40, -1", "40, NaN", "200, -1"
  })
  void refusesDamagedFigures(int index, double figure) {
    double[] damaged = unlearned.figures();
    damaged[index] = figure;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeasonalBaseline.of(Learning.defaults(), damaged))
        .withMessageContaining("it takes");
  }

  @Test
  void refusesAnHourThatIsOver() {
    SeasonalBaseline learned = steady(1).after(MONDAY + WEEK + HOUR, 1, REQUESTS, PARENT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> learned.expect(MONDAY + WEEK, REQUESTS, PARENT))
        .withMessageContaining("is before hour");
  }

  @ParameterizedTest
  @CsvSource({"-1, 1, 1", "1, 0, 1", "1, NaN, 1", "1, 1, 0", "1, 1, NaN", "1, 1, Infinity"})
  void refusesWhatIsNoTick(long events, double exposure, double parentRate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unlearned.after(MONDAY, events, exposure, parentRate));
  }

  private SeasonalBaseline steady(int weeks) {
    SeasonalBaseline learned = unlearned;
    for (long time = MONDAY; time < MONDAY + weeks * WEEK; time += TICK) {
      learned = learned.after(time, Math.round(normal(time)), REQUESTS, PARENT);
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
    double[] figures = baseline.figures();
    return Arrays.stream(figures, figures.length - 336, figures.length - 168).sum();
  }

  private static double known(SeasonalBaseline baseline) {
    double[] figures = baseline.figures();
    return Arrays.stream(figures, figures.length - 168, figures.length).sum();
  }
}
