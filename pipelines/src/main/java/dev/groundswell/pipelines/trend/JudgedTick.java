package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.BetaBinomial;
import dev.groundswell.pipelines.trend.statistics.NegativeBinomialSurprise;

/** A tick of a cell, beside what was expected of it. */
final class JudgedTick {

  private final CellTick tick;
  private final NegativeBinomialSurprise expected;
  private final BetaBinomial expectedToPass;

  /** Taken when somebody asks: most ticks are of no shift, and the surprise costs the most. */
  private TickFigures figures;

  /**
   * @param expected distinct actors
   * @param expectedToPass reviewed actors of whom a call was not blocked
   */
  JudgedTick(CellTick tick, NegativeBinomialSurprise expected, BetaBinomial expectedToPass) {
    this.tick = tick;
    this.expected = expected;
    this.expectedToPass = expectedToPass;
  }

  CellTick tick() {
    return tick;
  }

  NegativeBinomialSurprise expected() {
    return expected;
  }

  BetaBinomial expectedToPass() {
    return expectedToPass;
  }

  /** Distinct actors. */
  long count() {
    return tick.actors().count();
  }

  /** What the actors say of a shift. */
  TickFigures figures() {
    if (figures == null) {
      figures = TickFigures.of(count(), tick.exposure(), expected);
    }
    return figures;
  }
}
