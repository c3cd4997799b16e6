package dev.groundswell.pipelines.trend.statistics;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * How far a mix has shifted: the Jensen-Shannon divergence of two distributions over targets, in
 * bits, the entropy of their mean less the mean of their entropies (Lin, IEEE Transactions on
 * Information Theory 37, 1991): 0 if they are equal, 1 if they have nothing in common.
 *
 * <p>Counted mixes differ by chance. If nothing has shifted, 8 ln 2 * n m / (n + m) * divergence is
 * chi-squared with (targets - 1) degrees of freedom, n and m being the counts on either side: the G
 * statistic of the table (Grosse et al., Physical Review E 65, 041905, 2002), for n = m exactly and
 * else while the divergence is small. So the divergence is too large by (targets - 1) (n + m) / (8
 * ln 2 n m) on average. As with every chi-squared, targets that expect fewer than five should have
 * been put together, and counts that vary more than Poisson are to be divided by their variance
 * factor first; else it is too easily significant. Who calls knows both.
 *
 * @param divergence in bits, from 0 to 1
 * @param excess the divergence less what chance makes of it on average, and 0 or more
 * @param surprise -log10 of the probability that chance makes as much, in decades, at most 300
 */
public record JensenShannon(double divergence, double excess, double surprise) {

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
    double nows = sum(now);
    double befores = sum(before);
    if (nows == 0 || befores == 0) {
      return Optional.empty();
    }
    Set<String> targets = new HashSet<>(now.keySet());
    targets.addAll(before.keySet());
    int met = 0;
    double divergence = 0;
    for (String target : targets) {
      double share = count(now, target) / nows;
      double shareBefore = count(before, target) / befores;
      double middle = (share + shareBefore) / 2;
      met += middle > 0 ? 1 : 0;
      divergence += (bits(share, middle) + bits(shareBefore, middle)) / 2;
    }
    return Optional.of(judged(Math.max(0, Math.min(divergence, 1)), met - 1, nows, befores));
  }

  private static JensenShannon judged(double divergence, int freedom, double nows, double befores) {
    double weight = 8 * Math.log(2) / (1 / nows + 1 / befores);
    double tail =
        freedom == 0 ? 1 : RegularizedGamma.Q.value(freedom / 2.0, weight * divergence / 2);
    return new JensenShannon(
        divergence,
        Math.max(0, divergence - freedom / weight),
        0.0 - Math.log10(Math.max(tail, SMALLEST_TAIL)));
  }

  private static double bits(double share, double middle) {
    return share == 0 ? 0 : share * Math.log(share / middle) / Math.log(2);
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
