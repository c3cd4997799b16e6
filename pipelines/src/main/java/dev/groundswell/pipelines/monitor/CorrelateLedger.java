package dev.groundswell.pipelines.monitor;

import dev.groundswell.cep.correlate.CorrelationLedger;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;

/** The books of correlation as those of any other stage. */
final class CorrelateLedger implements CorrelationLedger {

  private final StageLedger ledger;

  CorrelateLedger(StageLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ledger.initializeState(context);
  }

  @Override
  public void open(RuntimeContext context) throws IOException {
    ledger.open(context);
  }

  @Override
  public void waits() {
    ledger.add(Entry.MATCHES);
    ledger.waiting(Entry.WAITING, 1);
  }

  @Override
  public void taken(int matches) {
    ledger.add(Entry.TAKEN, matches);
    ledger.waiting(Entry.WAITING, -matches);
  }

  @Override
  public void duplicate() {
    ledger.add(Entry.MATCHES);
    ledger.add(Entry.DUPLICATE_EVIDENCE);
  }

  @Override
  public void late() {
    ledger.add(Entry.MATCHES);
    ledger.add(Entry.LATE_MATCHES);
  }

  @Override
  public void unknownStep() {
    ledger.add(Entry.UNKNOWN_STEPS);
  }

  @Override
  public void droppedRuns(int runs) {
    ledger.add(Entry.DROPPED_RUNS, runs);
  }

  @Override
  public void detected() {
    ledger.add(Entry.DETECTED);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    ledger.snapshotState(context);
  }

  @Override
  public void publish(long checkpointId) {
    ledger.publish(checkpointId);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
