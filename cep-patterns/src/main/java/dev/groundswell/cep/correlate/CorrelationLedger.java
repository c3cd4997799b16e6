package dev.groundswell.cep.correlate;

import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;

/**
 * The books of correlation, kept by whoever attaches it. Every match that is received ends once, as
 * taken, duplicate or late; until then it waits. Books that need not outlive the operator leave the
 * life cycle as it is.
 */
public interface CorrelationLedger extends Serializable {

  /** Reads the books back. */
  default void initializeState(FunctionInitializationContext context) throws Exception {}

  /** Starts counting. */
  default void open(RuntimeContext context) throws Exception {}

  /** A match that waits for the watermark. */
  void waits();

  /** Matches that waited and were held against their group's open runs. */
  void taken(int matches);

  /** A match of an event that its group has had already. */
  void duplicate();

  /** A match behind the watermark. */
  void late();

  /** A step of a rule, in a version, that does not run here. */
  void unknownStep();

  /** A rule that held. */
  void detected();

  /** Open runs that were given up for want of room, and that no other run stands for. */
  void droppedRuns(int runs);

  /** Writes the books. */
  default void snapshotState(FunctionSnapshotContext context) throws Exception {}

  /** A checkpoint is complete: its books can be shown. */
  default void publish(long checkpointId) {}

  /** Ends the exposition; may come before {@code open}. */
  default void close() {}
}
