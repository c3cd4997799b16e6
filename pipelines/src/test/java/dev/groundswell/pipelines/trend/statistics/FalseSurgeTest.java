package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many false shifts a day 10 000 cells open at the bar of one a day. Nothing so rare is waited
 * for: of every hour the least count that would open is found, and its exact probability averaged.
 */
class FalseSurgeTest {

  private static final double BAR = new FalseDiscoveryControl(1, Duration.ofMinutes(5)).bar();
  private static final double CELL_TICKS_A_DAY = 10_000 * 288;

  private static final long START = Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();
  private static final long TICK = 300_000;
  private static final long HOUR = 12 * TICK;

  private static final double REQUESTS = 1000;

  /** Of the grid on which logarithms of levels are integrated. */
  private static final double STEP = 0.05;

  private static final double LEAST_LOG = -12;

  /** After four weeks; the parent's rate is that of the cell divided by {@code times}. */
  @ParameterizedTest
  @CsvSource({
    "0.02, 0, 1, 1e-7, 0.1",
    "0.02, 0.5, 1, 1e-6, 0.1",
    "0.02, 4, 1, 0.01, 1",
    "0.02, 10, 1, 1, 10",
    "0.02, 0.5, 10, 1e-6, 1",
    "0.02, 0.5, 0.1, 1e-6, 1",
    "0.3, 1, 1, 0.001, 1",
    "0.3, 4, 1, 0.01, 1",
    "3, 2, 1, 0.01, 1",
    "3, 2, 100, 0.01, 1",
    "10, 0.1, 1, 0.01, 1",
    "10, 1, 1, 0.01, 1",
    "10, 4, 1, 0.01, 1"
  })
  void learnedCellsKeepThePromiseAndVeryBurstyOnesWithinTenfold(
      double mean, double dispersion, double times, double least, double most) {
    double sum = 0;
    for (int cell = 0; cell < 4; cell++) {
      double[] levels = new double[168];
      for (int i = 0; i < 168; i++) {
        levels[i] = 1 + 0.6 * Math.sin(2 * Math.PI * i / 24);
      }
      sum += falsePerDay(mean, dispersion, times, levels, 672, 168, new Random(cell)) / 4;
    }
    assertThat(sum).isBetween(least, most);
  }

  /** Exactly: the logarithms of the three Gammas of the prior are convolved. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.5, 1e-12, 0.1",
    "3, 0.5, 1e-12, 0.1",
    "300, 0.5, 1e-12, 0.1",
    "0.1, 4, 0.01, 1",
    "3, 4, 0.01, 1",
    "300, 4, 0.01, 1"
  })
  void unlearnedCellsKeepThePromise(double mean, double dispersion, double least, double most) {
    NegativeBinomialSurprise expected =
        SeasonalBaseline.unlearned(Learning.defaults()).expect(START, REQUESTS, mean / REQUESTS);
    long count = leastThatOpens(expected);
    double[] levels = convolved(logGamma(1), convolved(logGamma(4), logGamma(16)));
    double probability = 0;
    for (int i = 0; i < levels.length; i++) {
      UpperTail tail = new UpperTail(mean * Math.exp(3 * LEAST_LOG + i * STEP), dispersion);
      probability += levels[i] * tail.probability((double) count);
    }
    assertThat(probability * CELL_TICKS_A_DAY).isBetween(least, most);
  }

  /** On each of the first three days, of cells that are as the prior has them. */
  @ParameterizedTest
  @CsvSource({"0.1, 0.5, 1", "3, 0.5, 1", "0.1, 4, 2", "3, 4, 10"})
  void youngCellsKeepThePromiseAndBurstyOnesWithinTenfold(
      double mean, double dispersion, double most) {
    for (int day = 0; day < 3; day++) {
      double sum = 0;
      for (int cell = 0; cell < 60; cell++) {
        Random random = new Random(cell);
        sum += falsePerDay(mean, dispersion, 1, levels(random), 24 * day, 24, random) / 60;
      }
      assertThat(sum).isGreaterThan(0).isLessThan(most);
    }
  }

  private static double[] logGamma(double shape) {
    double[] weights = new double[(int) Math.round(16 / STEP)];
    for (int i = 0; i < weights.length; i++) {
      double log = LEAST_LOG + i * STEP;
      weights[i] =
          STEP * Math.exp(shape * (Math.log(shape) + log - Math.exp(log)) - LogGamma.value(shape));
    }
    return weights;
  }

  private static double[] convolved(double[] one, double[] other) {
    double[] sum = new double[one.length + other.length];
    for (int i = 0; i < one.length; i++) {
      for (int j = 0; j < other.length; j++) {
        sum[i + j] += one[i] * other[j];
      }
    }
    return sum;
  }

  /** Rates of a week's hours as the prior has them. */
  private static double[] levels(Random random) {
    double cell = gamma(1, random);
    double[] day = new double[24];
    for (int i = 0; i < 24; i++) {
      day[i] = gamma(4, random);
    }
    double[] levels = new double[168];
    for (int i = 0; i < 168; i++) {
      levels[i] = cell * day[i % 24] * gamma(16, random);
    }
    return levels;
  }

  /** Of whole shape and mean 1: a sum of exponentials. */
  private static double gamma(int shape, Random random) {
    double sum = 0;
    for (int i = 0; i < shape; i++) {
      sum -= Math.log(1 - random.nextDouble()) / shape;
    }
    return sum;
  }

  private static double falsePerDay(
      double mean,
      double dispersion,
      double times,
      double[] levels,
      int from,
      int hours,
      Random random) {
    SeasonalBaseline learned = SeasonalBaseline.unlearned(Learning.defaults());
    double parentRate = mean / times / REQUESTS;
    double probability = 0;
    for (int hour = 0; hour < from + hours; hour++) {
      long time = START + hour * HOUR;
      double truth = Math.max(1e-9, mean * levels[hour % 168]);
      if (hour >= from) {
        long count = leastThatOpens(learned.expect(time, REQUESTS, parentRate));
        probability += new UpperTail(truth, dispersion).probability((double) count);
      }
      for (int tick = 0; tick < 12; tick++) {
        long count = DrawnCounts.draw(truth, dispersion, random);
        learned = learned.judge(time + tick * TICK, count, REQUESTS, parentRate).next();
      }
    }
    return probability / hours * CELL_TICKS_A_DAY;
  }

  private static long leastThatOpens(NegativeBinomialSurprise expected) {
    long below = 0;
    long above = 1;
    while (expected.surprise(above) < BAR) {
      below = above;
      above *= 2;
    }
    while (above - below > 1) {
      long middle = below + (above - below) / 2;
      if (expected.surprise(middle) < BAR) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return above;
  }
}
