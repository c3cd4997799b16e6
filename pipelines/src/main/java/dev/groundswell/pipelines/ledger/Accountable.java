package dev.groundswell.pipelines.ledger;

import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** A function that keeps books; its ledger lives through checkpoints with it. */
public interface Accountable extends CheckpointedFunction, CheckpointListener {

  /** The books. */
  StageLedger ledger();

  @Override
  default void initializeState(FunctionInitializationContext context) throws Exception {
    ledger().initializeState(context);
  }

  @Override
  default void snapshotState(FunctionSnapshotContext context) throws Exception {
    ledger().snapshotState(context);
  }

  @Override
  default void notifyCheckpointComplete(long checkpointId) {
    ledger().publish(checkpointId);
  }
}
