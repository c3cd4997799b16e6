package dev.groundswell.pipelines.trend.statistics;

import java.util.Comparator;
import java.util.List;

/**
 * How surprising a cell must be to open a shift, if false openings are to stay within a promise per
 * day: Benjamini and Hochberg's step-up (J. R. Statist. Soc. B 57, 1995) over the cells of a tick,
 * m of them: the bar is p &lt;= r q / m for the largest r such that r cells pass it.
 *
 * <p>Their q bounds the share of openings that are false, and the promise is of their number. Where
 * nothing happens and cells are independent, a tick opens q / (1 - q)^2 on average (Finner and
 * Roters, Annals of Statistics 30, 2002). Set equal to what the promise leaves for a tick, c =
 * falsePerDay / ticksPerDay * m / 10 000, it gives q = 2 c / (2 c + 1 + sqrt(4 c + 1)), so that a
 * cell alone needs p &lt;= falsePerDay / ticksPerDay / 10 000 or very little less: 6.46 decades for
 * 1 a day and 288 ticks.
 *
 * <p>Where something does happen no q keeps a number: every cell that opens rightly lowers the bar
 * for the others and admits q / (1 - q) false ones, 0.0035 of 10 000 cells. So cells whose shift is
 * open must not be handed in again, or they admit as much every tick; and r stops at {@value
 * #STEPS}. No bar is lower than that many times a cell's alone, hence whatever happens, and however
 * cells depend on each other, false openings are at most so many times the promise. Cells that
 * count the same events, a product and its model, open together: then it is the ticks with a false
 * opening that are as rare as promised (Benjamini and Yekutieli, Annals of Statistics 29, 2001),
 * and not the openings.
 *
 * @param falsePerDay false openings a day that are promised not to be passed, per 10 000 cells
 * @param ticksPerDay how often a day every cell is judged
 */
public record FalseDiscoveryControl(double falsePerDay, double ticksPerDay) {

  /** Ten simultaneous openings lower the bar by a decade; more do not lower it further. */
  static final int STEPS = 10;

  private static final double CELLS_OF_THE_PROMISE = 10_000;

  /** Nine of ten openings are to be true, even if so many cells would allow more false ones. */
  private static final double LARGEST_LEVEL = 0.1;

  /**
   * @throws IllegalArgumentException if either is not positive
   */
  public FalseDiscoveryControl {
    Arguments.positive("false shifts per day", falsePerDay);
    Arguments.positive("ticks per day", ticksPerDay);
  }

  /**
   * The surprise, in decades, at which a cell opens in this tick.
   *
   * @param surprises -log10 p of cells that have no open shift; all that are a decade or more less
   *     surprising than a cell alone must be may be left out, as they are below every bar
   * @param cells how many cells were judged, with those that were left out
   * @throws IllegalArgumentException if there are fewer cells than surprises, or none
   */
  public double bar(List<Double> surprises, long cells) {
    Arguments.atLeast(Math.max(1, surprises.size()), "cells", cells);
    surprises.forEach(surprise -> Arguments.notNegative("surprise", surprise));
    List<Double> most = surprises.stream().sorted(Comparator.reverseOrder()).limit(STEPS).toList();
    for (int step = most.size(); step > 1; step--) {
      if (most.get(step - 1) >= bar(step, cells)) {
        return bar(step, cells);
      }
    }
    return bar(1, cells);
  }

  private double bar(int step, long cells) {
    return -Math.log10(step * level(cells) / cells);
  }

  /** Benjamini and Hochberg's q. */
  private double level(long cells) {
    double falsePerTick = falsePerDay / ticksPerDay * cells / CELLS_OF_THE_PROMISE;
    double level = 2 * falsePerTick / (2 * falsePerTick + 1 + Math.sqrt(4 * falsePerTick + 1));
    return Math.min(level, LARGEST_LEVEL);
  }
}
