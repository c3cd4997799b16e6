package dev.groundswell.pipelines.trend.statistics;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a mix of counts over targets has shifted from the one that earlier counts let expect. A
 * target is expected to hold a share as its earlier rate is, (count before / exposure before) x
 * exposure now: exposure that moves, by a launch or at a weekend, moves the expectation, too.
 *
 * <p>What is expected of target i is w_i times what was counted before, w_i being the ratio of its
 * exposures, and has w_i times the variance of a count of that size. So together they tell as much
 * as m = (sum of w_i n_i)^2 / sum of w_i^2 n_i counts (Kish, Survey Sampling, 1965), which is as
 * many as were counted where all ratios are equal, and fewer where exposure has moved.
 *
 * <p>Targets that expect fewer than five now are put together, and with the next larger until these
 * are five, for the statistic is nearly chi-squared only then; where fewer than two are left
 * nothing is said.
 *
 * @param expected counts by target, that add up to the counts of now; of the targets that had
 *     exposure then and now
 * @param shift of the mix
 * @param evenness 1 / the sum of the squares of the shares (Simpson, Nature 163, 1949): as many
 *     targets of equal shares would be as even
 * @param counts of now at these targets, added up
 * @param countsBefore what is known of the mix before, as so many counts
 */
public record ExposedMix(
    Map<String, Double> expected,
    JensenShannon shift,
    double evenness,
    double counts,
    double countsBefore) {

  private static final double LEAST_EXPECTED = 5;

  /** No target is called so. */
  private static final String TOGETHER = "";

  /**
   * What is known of a target.
   *
   * @param target its name
   * @param count of now
   * @param exposure of now; 1, as before, if there is none to adjust by
   * @param before counted before
   * @param exposureBefore of that
   */
  public record Counted(
      String target, double count, double exposure, double before, double exposureBefore) {

    /**
     * @throws IllegalArgumentException if a number is negative or none
     */
    public Counted {
      Arguments.notNegative("count", count);
      Arguments.notNegative("exposure", exposure);
      Arguments.notNegative("count before", before);
      Arguments.notNegative("exposure before", exposureBefore);
    }

    private boolean isExposed() {
      return exposure > 0 && exposureBefore > 0;
    }

    private double ratio() {
      return exposure / exposureBefore;
    }

    private double expected() {
      return before * ratio();
    }
  }

  /** The shift of a mix; empty if too little was counted to compare two targets. */
  public static Optional<ExposedMix> of(Collection<Counted> targets) {
    List<Counted> exposed = targets.stream().filter(Counted::isExposed).toList();
    double count = exposed.stream().mapToDouble(Counted::count).sum();
    double all = exposed.stream().mapToDouble(Counted::expected).sum();
    if (count == 0 || all == 0) {
      return Optional.empty();
    }
    double variance =
        exposed.stream().mapToDouble(target -> target.expected() * target.ratio()).sum();
    double before = all * all / variance;
    Map<String, Double> expected = new TreeMap<>();
    exposed.forEach(target -> expected.put(target.target(), target.expected() / all * count));
    return shift(exposed, expected, before / count)
        .map(shift -> new ExposedMix(expected, shift, evenness(expected), count, before));
  }

  private static double evenness(Map<String, Double> expected) {
    double sum = 0;
    double squares = 0;
    for (double count : expected.values()) {
      sum += count;
      squares += count * count;
    }
    return sum * sum / squares;
  }

  private static Optional<JensenShannon> shift(
      List<Counted> exposed, Map<String, Double> expected, double scale) {
    Map<String, Double> now = new TreeMap<>();
    Map<String, Double> before = new TreeMap<>();
    List<Counted> smallestFirst =
        exposed.stream()
            .sorted(
                Comparator.comparingDouble((Counted target) -> expected.get(target.target()))
                    .thenComparing(Counted::target))
            .toList();
    double together = 0;
    for (Counted target : smallestFirst) {
      double ofTarget = expected.get(target.target());
      boolean isSmall = ofTarget < LEAST_EXPECTED || (together > 0 && together < LEAST_EXPECTED);
      together += isSmall ? ofTarget : 0;
      String name = isSmall ? TOGETHER : target.target();
      now.merge(name, target.count(), Double::sum);
      before.merge(name, ofTarget * scale, Double::sum);
    }
    return JensenShannon.between(now, before).filter(shift -> shift.freedom() > 0);
  }
}
