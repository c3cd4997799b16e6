package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.trend.statistics.DrawnCounts;
import dev.groundswell.schemas.ShiftState;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mixes that do not shift: techniques over products of which each next one has half as many
 * requests, with working days and weekends that differ by product.
 */
class FalseMixShiftsTest {

  private static final Logger LOG = LoggerFactory.getLogger(FalseMixShiftsTest.class);

  private static final int TECHNIQUES = 1_000;
  private static final int WARM_UP = 7;
  private static final int DAYS = 21;

  /**
   * @param products over which actors are mixed
   * @param actors of a working day, on average
   * @param dispersion of a product's actors from day to day: 0.1 is a deviation of a third
   * @param weekend what is left of every other product's requests at weekends
   */
  @ParameterizedTest
  @CsvSource({
    "2, 100, 0, 1",
    "2, 1000, 0, 0.3",
    "4, 60, 0, 0.3",
    "4, 1000, 0, 0.3",
    "12, 300, 0, 0.3",
    "12, 5000, 0, 1",
    "2, 1000, 0.1, 1",
    "4, 300, 0.1, 0.3",
    "4, 5000, 0.1, 0.3",
    "12, 5000, 0.1, 0.3",
    "4, 1000, 0.5, 1",
    "12, 1000, 0.5, 1"
  })
  void mixesThatDoNotShiftKeepThePromise(
      int products, double actors, double dispersion, double weekend) {
    int opened = 0;
    for (int technique = 0; technique < TECHNIQUES; technique++) {
      Random random = new Random(technique);
      MixHistory history = new MixHistory();
      for (int day = 0; day < WARM_UP + DAYS; day++) {
        history.day(drawn(products, actors, dispersion, day % 7 < 5 ? 1 : weekend, random));
      }
      opened +=
          (int)
              history.revisions.stream()
                  .filter(shift -> shift.getState() == ShiftState.opened)
                  .count();
    }
    LOG.info(
        "{} actors over {} products, dispersion {}, weekend {}: {} opened in {} days",
        actors,
        products,
        dispersion,
        weekend,
        opened,
        TECHNIQUES * DAYS);
    // A rate that keeps the promise opens more than this in one of ten thousand runs.
    assertThat(opened)
        .isLessThanOrEqualTo(
            PoissonDistribution.of(TECHNIQUES * DAYS / 10_000.0).inverseSurvivalProbability(1e-4));
  }

  private static Map<String, MixHistory.OfDay> drawn(
      int products, double actors, double dispersion, double weekend, Random random) {
    Map<String, MixHistory.OfDay> day = new TreeMap<>();
    double left = 1;
    for (int product = 0; product < products; product++) {
      left /= 2;
      double share = left * (product % 2 == 0 ? weekend : 1);
      day.put(
          "product-" + product,
          new MixHistory.OfDay(
              draw(actors * share, dispersion, random), draw(1_000_000 * share, 0.01, random)));
    }
    return day;
  }

  /** A Poisson count whose mean varies log-normally; nearly, where it is large. */
  private static long draw(double mean, double dispersion, Random random) {
    double logVariance = Math.log(1 + dispersion);
    double ofDay =
        mean * Math.exp(Math.sqrt(logVariance) * random.nextGaussian() - logVariance / 2);
    return ofDay < 200
        ? DrawnCounts.draw(ofDay, 0, random)
        : Math.round(ofDay + Math.sqrt(ofDay) * random.nextGaussian());
  }
}
