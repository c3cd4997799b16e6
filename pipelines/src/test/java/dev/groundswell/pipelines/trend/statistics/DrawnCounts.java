package dev.groundswell.pipelines.trend.statistics;

import java.util.Random;

/** Negative binomial counts, by walking through their probabilities. */
public final class DrawnCounts {

  private DrawnCounts() {}

  /** Draws one; of dispersion 0 it is a Poisson count. */
  public static long draw(double mean, double dispersion, Random random) {
    double point = random.nextDouble();
    double probability =
        dispersion == 0 ? Math.exp(-mean) : Math.pow(1 + dispersion * mean, -1 / dispersion);
    long count = 0;
    while (point > probability && count < 100 * mean + 100) {
      point -= probability;
      count++;
      probability *= mean * (1 + dispersion * (count - 1)) / count / (1 + dispersion * mean);
    }
    return count;
  }
}
