package dev.groundswell.pipelines.trend.statistics;

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

  /**
   * The doubling time; empty if fewer than three panes have exposure, or if the series does not
   * grow at that confidence, or all at once in its last pane.
   *
   * @param series panes of equal length, oldest first
   * @param confidence more than 0 and less than 1, as 0.9
   */
  public static Optional<DoublingTime> of(List<Rate> series, double confidence) {
    Arguments.proportion("confidence", confidence);
    long exposed = series.stream().filter(pane -> pane.exposure() > 0).count();
    double total = series.stream().mapToDouble(Rate::events).sum();
    if (exposed < 3 || total == 0) {
      return Optional.empty();
    }
    double growth = growth(series, total);
    if (growth >= STEEPEST) {
      return Optional.empty();
    }
    double[] expected = expected(series, total, growth);
    double scale = Math.max(1, pearson(series, expected) / (exposed - 2));
    double error = Math.sqrt(scale / information(expected, total));
    double reach =
        error * TDistribution.of(exposed - 2.0).inverseSurvivalProbability((1 - confidence) / 2);
    if (growth <= reach) {
      return Optional.empty();
    }
    return Optional.of(
        new DoublingTime(
            Math.log(2) / growth,
            new Interval(Math.log(2) / (growth + reach), Math.log(2) / (growth - reach))));
  }

  /** The slope b; the mean time of the weights grows with it, so that it can be enclosed. */
  private static double growth(List<Rate> series, double total) {
    double time = 0;
    for (int i = 0; i < series.size(); i++) {
      time += i * series.get(i).events() / total;
    }
    double low = -STEEPEST;
    double high = STEEPEST;
    while (high - low > 1e-12) {
      double middle = (low + high) / 2;
      if (meanTime(expected(series, 1, middle), 1) < time) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double[] expected(List<Rate> series, double total, double growth) {
    int last = series.size() - 1;
    double[] expected = new double[last + 1];
    double sum = 0;
    for (int i = 0; i <= last; i++) {
      // Seen from the end that weighs most, so that nothing overflows.
      expected[i] = series.get(i).exposure() * Math.exp(growth * (growth > 0 ? i - last : i));
      sum += expected[i];
    }
    for (int i = 0; i <= last; i++) {
      expected[i] *= total / sum;
    }
    return expected;
  }

  private static double meanTime(double[] expected, double total) {
    double mean = 0;
    for (int i = 0; i < expected.length; i++) {
      mean += i * expected[i] / total;
    }
    return mean;
  }

  private static double information(double[] expected, double total) {
    double mean = meanTime(expected, total);
    double information = 0;
    for (int i = 0; i < expected.length; i++) {
      information += expected[i] * (i - mean) * (i - mean);
    }
    return information;
  }

  private static double pearson(List<Rate> series, double[] expected) {
    double statistic = 0;
    for (int i = 0; i < expected.length; i++) {
      double off = series.get(i).events() - expected[i];
      statistic += off == 0 ? 0 : off * off / expected[i];
    }
    return statistic;
  }
}
