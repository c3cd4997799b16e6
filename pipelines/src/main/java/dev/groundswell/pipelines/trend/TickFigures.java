package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.BetaBinomial;
import dev.groundswell.pipelines.trend.statistics.NegativeBinomialSurprise;
import dev.groundswell.pipelines.trend.statistics.Rate;
import dev.groundswell.pipelines.trend.statistics.RateRatio;
import java.util.Optional;

/**
 * What a tick says of a shift.
 *
 * @param count distinct actors
 * @param expected distinct actors that were expected
 * @param exposure requests
 * @param surprise in decades
 * @param ratio rate of the tick, divided by the one expected; empty without requests
 */
record TickFigures(
    long count, double expected, long exposure, double surprise, Optional<RateRatio> ratio) {

  private static final double CONFIDENCE = 0.9;

  /** Of a tick without requests. */
  static final TickFigures NONE = new TickFigures(0, 0, 0, 0, Optional.empty());

  /**
   * Of a tick that was judged. What is known of the rate is a Gamma, which is worth 1 / spread
   * counts of a Poisson, or as many times more of these as their variance is larger.
   */
  static TickFigures of(long count, long exposure, NegativeBinomialSurprise expected) {
    double varianceFactor = 1 + expected.dispersion() * expected.mean();
    double known = varianceFactor / expected.spread();
    return new TickFigures(
        count,
        expected.mean(),
        exposure,
        expected.surprise(count),
        RateRatio.of(
            new Rate((double) count, (double) exposure),
            new Rate(known, known / expected.mean() * exposure),
            varianceFactor,
            CONFIDENCE));
  }

  /** Of reviewed actors: those that passed, of all of them. */
  static TickFigures of(Reviewed reviewed, BetaBinomial expected) {
    long passed = reviewed.passed().count();
    long all = reviewed.count();
    return new TickFigures(
        passed,
        expected.mean() * all,
        all,
        expected.surprise(passed, all),
        RateRatio.of(
            new Rate((double) passed, (double) all),
            new Rate(expected.alpha(), expected.alpha() + expected.beta()),
            1,
            CONFIDENCE));
  }

  /** The ratio, or 0 without requests. */
  double ratioOrNone() {
    return ratio.map(RateRatio::estimate).orElse(0.0);
  }
}
