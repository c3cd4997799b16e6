package dev.groundswell.pipelines.trend.statistics;

import org.apache.commons.statistics.distribution.FDistribution;

/**
 * How many times as much as by chance alone mixes differ from one day to the next, as the mean of
 * their G statistics per degree of freedom says: quasi-likelihood (McCullagh and Nelder,
 * Generalized Linear Models, 2nd ed., 1989, chapter 9). The next G per degree of freedom, divided
 * by it, is compared with an F distribution rather than with a chi-squared one, for the mean itself
 * is of a few days and may be too small. It is never less than 1.
 *
 * <p>What chance does is spread over all targets, and has as many degrees of freedom. What makes
 * days differ more than that moves large targets by as large a part as small ones, and so is nearly
 * all in the large ones. It has two thirds of {@link ExposedMix#evenness} less one: not all, for
 * what multiplies counts has a longer tail than a sum of squares of normal scores. The two together
 * have as many as their mean and variance say (Satterthwaite, Biometrics Bulletin 2, 1946).
 *
 * @param statistics sum of G per degree of freedom, each as often as it has effective ones
 * @param freedom sum of the effective degrees of freedom
 */
public record MixDispersion(double statistics, double freedom) {

  /** Before the first day. */
  public static final MixDispersion UNKNOWN = new MixDispersion(0, 0);

  private static final double SMALLEST_TAIL = 1e-300;

  /** The mean; 1 or more. */
  public double factor() {
    return freedom == 0 ? 1 : Math.max(1, statistics / freedom);
  }

  /**
   * -log10 of the probability that a mix that has not shifted differs as much, in decades; 0 while
   * nothing is known.
   */
  public double surprise(ExposedMix mix) {
    if (freedom == 0) {
      return 0;
    }
    double tail = ofChance(mix).survivalProbability(perFreedom(mix) / factor());
    return 0.0 - Math.log10(Math.max(tail, SMALLEST_TAIL));
  }

  /**
   * What is known after another day: a day that differs more than is surprising is learned as if it
   * were just that, since a shift is no chance.
   *
   * @param remaining what is left of the days before
   */
  public MixDispersion after(ExposedMix mix, double remaining, Learning learning) {
    double most =
        freedom == 0
            ? Double.POSITIVE_INFINITY
            : factor() * ofChance(mix).inverseSurvivalProbability(Math.pow(10, -learning.clip()));
    double learned = Math.min(perFreedom(mix), most);
    double effective = effective(mix, freedom == 0 ? Math.max(1, learned) : factor());
    return new MixDispersion(
        statistics * remaining + effective * learned, freedom * remaining + effective);
  }

  private FDistribution ofChance(ExposedMix mix) {
    return FDistribution.of(effective(mix, factor()), freedom);
  }

  private static double perFreedom(ExposedMix mix) {
    return mix.shift().statistic() / mix.shift().freedom();
  }

  private static double effective(ExposedMix mix, double factor) {
    double more = factor - 1;
    double ofMore = Math.max(1, (mix.evenness() - 1) / 1.5);
    return factor * factor / (1.0 / mix.shift().freedom() + more * more / ofMore);
  }
}
