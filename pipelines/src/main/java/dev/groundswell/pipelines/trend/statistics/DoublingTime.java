package dev.groundswell.pipelines.trend.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How long a rate takes to double: log-linear Poisson regression on time, log(events / exposure) =
 * a + b t, and ln 2 / b (McCullagh and Nelder, Generalized Linear Models, 2nd ed., 1989, chapter
 * 6). Given their sum the counts are multinomial with weights exposure * exp(b t), so that b is
 * where the mean time of the weights is that of the events, a single equation; the information on b
 * is the sum of events times the variance of that time. Counts that vary more than Poisson widen
 * the interval by the root of Pearson's statistic per degree of freedom, if that is above 1
 * (quasi-likelihood: Wedderburn, Biometrika 61, 1974); it is by Student's t with two degrees fewer
 * than panes.
 *
 * @param panes in panes of the series
 * @param interval of the same, in panes
 */
public record DoublingTime(double panes, Interval interval) {

  /** A series that grows faster than this, e^20-fold a pane, has no slope but a first pane. */
  private static final double STEEPEST = 20;

  /** A pane that has exposure, and which of all it is. */
  private record Pane(int time, double events, double exposure) {}

  /**
   * The doubling time; empty if fewer than three panes have exposure, or if the series does not
   * grow at that confidence, or all at once in its last pane.
   *
   * @param series panes of equal length, oldest first; those without exposure are gaps
   * @param confidence more than 0 and less than 1, as 0.9
   * @throws IllegalArgumentException if a pane has events and no exposure
   */
  public static Optional<DoublingTime> of(List<Rate> series, double confidence) {
    Arguments.proportion("confidence", confidence);
    List<Pane> panes = exposed(series);
    double total = panes.stream().mapToDouble(Pane::events).sum();
    if (panes.size() < 3 || total == 0) {
      return Optional.empty();
    }
    double growth = growth(panes, total);
    double reach = reach(panes, total, growth, confidence);
    // Written so that what is no number is no growth.
    if (!(growth > reach) || growth >= STEEPEST) {
      return Optional.empty();
    }
    return Optional.of(
        new DoublingTime(
            Math.log(2) / growth,
            new Interval(Math.log(2) / (growth + reach), Math.log(2) / (growth - reach))));
  }

  private static List<Pane> exposed(List<Rate> series) {
    List<Pane> exposed = new ArrayList<>();
    for (int time = 0; time < series.size(); time++) {
      Rate rate = series.get(time);
      if (rate.exposure() > 0) {
        exposed.add(new Pane(time, rate.events(), rate.exposure()));
      } else if (rate.events() > 0) {
        throw new IllegalArgumentException(
            "pane %d has %s events and no exposure".formatted(time, rate.events()));
      }
    }
    return exposed;
  }

  /** Half the width of the interval of the slope. */
  private static double reach(List<Pane> panes, double total, double growth, double confidence) {
    double freedom = panes.size() - 2.0;
    double[] expected = expected(panes, total, growth);
    double scale = Math.max(1, pearson(panes, expected) / freedom);
    double error = Math.sqrt(scale / information(panes, expected, total));
    return error * TDistribution.of(freedom).inverseSurvivalProbability((1 - confidence) / 2);
  }

  /** The slope b; the mean time of the weights grows with it, so that it can be enclosed. */
  private static double growth(List<Pane> panes, double total) {
    double time = panes.stream().mapToDouble(pane -> pane.time() * pane.events() / total).sum();
    double low = -STEEPEST;
    double high = STEEPEST;
    while (high - low > 1e-12) {
      double middle = (low + high) / 2;
      if (meanTime(panes, expected(panes, 1, middle), 1) < time) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double[] expected(List<Pane> panes, double total, double growth) {
    // Seen from the end that weighs most, so that nothing overflows, nor all is 0.
    int end = growth > 0 ? panes.get(panes.size() - 1).time() : panes.get(0).time();
    double[] expected =
        panes.stream()
            .mapToDouble(pane -> pane.exposure() * Math.exp(growth * (pane.time() - end)))
            .toArray();
    double sum = Arrays.stream(expected).sum();
    return Arrays.stream(expected).map(weight -> weight * total / sum).toArray();
  }

  private static double meanTime(List<Pane> panes, double[] expected, double total) {
    double mean = 0;
    for (int i = 0; i < expected.length; i++) {
      mean += panes.get(i).time() * expected[i] / total;
    }
    return mean;
  }

  private static double information(List<Pane> panes, double[] expected, double total) {
    double mean = meanTime(panes, expected, total);
    double information = 0;
    for (int i = 0; i < expected.length; i++) {
      double deviation = panes.get(i).time() - mean;
      information += expected[i] * deviation * deviation;
    }
    return information;
  }

  private static double pearson(List<Pane> panes, double[] expected) {
    double statistic = 0;
    for (int i = 0; i < expected.length; i++) {
      double deviation = panes.get(i).events() - expected[i];
      statistic += deviation == 0 ? 0 : deviation * deviation / expected[i];
    }
    return statistic;
  }
}
