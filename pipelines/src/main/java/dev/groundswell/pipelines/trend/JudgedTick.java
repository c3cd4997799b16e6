package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.BetaBinomial;
import dev.groundswell.pipelines.trend.statistics.NegativeBinomialSurprise;

/**
 * A tick of a cell, beside what was expected of it.
 *
 * @param expected distinct actors
 * @param expectedToPass reviewed actors of whom a call was not blocked
 */
record JudgedTick(CellTick tick, NegativeBinomialSurprise expected, BetaBinomial expectedToPass) {

  /** Distinct actors. */
  long count() {
    return tick.actors().count();
  }

  /** What the actors say of a shift. */
  TickFigures figures() {
    return TickFigures.of(count(), tick.exposure(), expected);
  }
}
