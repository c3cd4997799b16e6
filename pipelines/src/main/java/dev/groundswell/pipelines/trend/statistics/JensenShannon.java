package dev.groundswell.pipelines.trend.statistics;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * How far a mix has shifted: the Jensen-Shannon divergence of two distributions over targets, in
 * bits, the entropy of their mean less the mean of their entropies (Lin, IEEE Transactions on
 * Information Theory 37, 1991): 0 if they are equal, 1 if they have nothing in common.
 *
 * <p>Counted mixes differ by chance. How surprising they are is told by the same divergence
 * weighted by the counts n and m on either side: 2 ln 2 (n + m) times it is the G statistic of the
 * table (Grosse et al., Physical Review E 65, 041905, 2002), which is nearly chi-squared with
 * (targets - 1) degrees of freedom if nothing has shifted. By chance the unweighted divergence is
 * about (targets - 1) (n + m) / (8 ln 2 n m) on average. As with every chi-squared, targets that
 * expect five or fewer should have been put together, and counts that vary more than Poisson are to
 * be divided by their variance factor first; else it is too easily significant: fivefold, where
 * five were expected and none came. Who calls knows both.
 *
 * @param divergence in bits, from 0 to 1
 * @param excess the divergence less what chance makes of it on average, and 0 or more
 * @param statistic G of the table
 * @param freedom degrees of freedom of that: targets that occur, less one
 */
public record JensenShannon(double divergence, double excess, double statistic, int freedom) {

  private static final double SMALLEST_TAIL = 1e-300;

  /**
   * The divergence of two mixes; empty if nothing was counted in either of them.
   *
   * @param now counts by target
   * @param before counts by target
   * @throws IllegalArgumentException if a count is negative or no number
   */
  public static Optional<JensenShannon> between(
      Map<String, ? extends Number> now, Map<String, ? extends Number> before) {
    double count = sum(now);
    double countBefore = sum(before);
    if (count == 0 || countBefore == 0) {
      return Optional.empty();
    }
    // In one order, for sums in another differ in their last bits.
    SortedSet<String> targets = new TreeSet<>(now.keySet());
    targets.addAll(before.keySet());
    int occurring = 0;
    double divergence = 0;
    double weighted = 0;
    double weight = count / (count + countBefore);
    for (String target : targets) {
      double share = count(now, target) / count;
      double shareBefore = count(before, target) / countBefore;
      occurring += share + shareBefore > 0 ? 1 : 0;
      divergence += divergence(share, shareBefore, 0.5);
      weighted += divergence(share, shareBefore, weight);
    }
    double statistic = 2 * Math.log(2) * (count + countBefore) * Math.max(0, weighted);
    double chance = (occurring - 1) * (1 / count + 1 / countBefore) / (8 * Math.log(2));
    double bits = Math.max(0, Math.min(divergence, 1));
    return Optional.of(
        new JensenShannon(bits, Math.max(0, bits - chance), statistic, occurring - 1));
  }

  /** -log10 of the probability that chance makes as much, in decades, at most 300. */
  public double surprise() {
    double tail = freedom == 0 ? 1 : RegularizedGamma.Q.value(freedom / 2.0, statistic / 2);
    return 0.0 - Math.log10(Math.max(tail, SMALLEST_TAIL));
  }

  /** What a target adds, if the first of its shares has this weight and the other the rest. */
  private static double divergence(double share, double shareBefore, double weight) {
    double mean = weight * share + (1 - weight) * shareBefore;
    return weight * bits(share, mean) + (1 - weight) * bits(shareBefore, mean);
  }

  private static double bits(double share, double mean) {
    return share == 0 ? 0 : share * Math.log(share / mean) / Math.log(2);
  }

  private static double sum(Map<String, ? extends Number> counts) {
    double sum = 0;
    for (String target : counts.keySet()) {
      sum += count(counts, target);
    }
    return sum;
  }

  private static double count(Map<String, ? extends Number> counts, String target) {
    Number count = counts.get(target);
    double value = count == null ? 0 : count.doubleValue();
    Arguments.notNegative("count of " + target, value);
    return value;
  }
}
