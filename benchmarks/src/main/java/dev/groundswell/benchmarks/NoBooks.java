package dev.groundswell.benchmarks;

import dev.groundswell.cep.correlate.CorrelationLedger;

/** Keeps no books; what would make contestants differ without a word ends the run. */
final class NoBooks implements CorrelationLedger {

  @Override
  public void waits() {}

  @Override
  public void taken(int matches) {}

  @Override
  public void duplicate() {
    throw new IllegalStateException("a recording has an event twice");
  }

  @Override
  public void late() {
    throw new IllegalStateException("a recording is not in order");
  }

  @Override
  public void unknownStep() {
    throw new IllegalStateException("a step of a rule that does not run");
  }

  @Override
  public void detected() {}

  @Override
  public void droppedRuns(int runs) {
    if (runs > 0) {
      throw new IllegalStateException("open runs were given up");
    }
  }
}
