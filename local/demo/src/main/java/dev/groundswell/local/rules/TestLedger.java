package dev.groundswell.local.rules;

import dev.groundswell.cep.correlate.CorrelationLedger;

/** No books, since nobody reads them; what would make a test say something else fails the run. */
final class TestLedger implements CorrelationLedger {

  @Override
  public void late() {
    throw new IllegalStateException("an event of a test was late");
  }

  @Override
  public void unknownStep() {
    throw new IllegalStateException("a step is matched and not correlated");
  }

  @Override
  public void waits() {}

  @Override
  public void taken(int matches) {}

  @Override
  public void duplicate() {}

  @Override
  public void detected() {}

  @Override
  public void droppedRuns(int runs) {}
}
