package dev.groundswell.cep.correlate;

/** Books that a test can read. */
final class CountingLedger implements CorrelationLedger {

  private long received;
  private long taken;
  private long duplicates;
  private long late;
  private long detected;
  private long dropped;

  long waiting() {
    return received - taken - duplicates - late;
  }

  long duplicates() {
    return duplicates;
  }

  long lateOnes() {
    return late;
  }

  long detections() {
    return detected;
  }

  long droppedOnes() {
    return dropped;
  }

  @Override
  public void waits() {
    received++;
  }

  @Override
  public void taken(int matches) {
    taken += matches;
  }

  @Override
  public void duplicate() {
    received++;
    duplicates++;
  }

  @Override
  public void late() {
    received++;
    late++;
  }

  @Override
  public void unknownStep() {
    throw new AssertionError("the matcher ships steps of other rules than run here");
  }

  @Override
  public void detected() {
    detected++;
  }

  @Override
  public void droppedRuns(int runs) {
    dropped += runs;
  }
}
