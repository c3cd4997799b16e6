package dev.groundswell.local.flink;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobInitializationException;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.state.BackendBuildingException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedValue;
import org.apache.flink.util.StateMigrationException;

/** A Flink cluster in this process, with Flink's web UI. */
public final class LocalFlink implements AutoCloseable {

  /**
   * A failure of a job.
   *
   * @param time when it failed
   * @param cause Flink's account of it
   */
  public record Failure(Instant time, Throwable cause) {

    /** What is at the bottom of it, in one line. */
    public String reason() {
      Throwable root = cause;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      String message = String.valueOf(root.getMessage());
      return message.lines().findFirst().orElse("").isBlank() ? root.toString() : message;
    }

    /** Whether the job does not take the state that it was given. */
    public boolean concernsState() {
      return ExceptionUtils.findThrowable(cause, StateMigrationException.class).isPresent()
          || ExceptionUtils.findThrowable(cause, BackendBuildingException.class).isPresent()
          || ExceptionUtils.findThrowable(cause, JobInitializationException.class).isPresent();
    }
  }

  private final MiniCluster cluster;

  private LocalFlink(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts a cluster with Flink's settings as given, with room for two jobs of its parallelism. */
  public static LocalFlink start(Configuration settings) throws Exception {
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2 * settings.get(CoreOptions.DEFAULT_PARALLELISM))
                .build());
    cluster.start();
    return new LocalFlink(cluster);
  }

  /** Submits a job. */
  public JobID submit(StreamExecutionEnvironment job, String name) throws Exception {
    var graph = job.getStreamGraph();
    graph.setJobName(name);
    return cluster.submitJob(graph).get().getJobID();
  }

  /** Whether every task of a job runs. */
  public boolean isRunning(JobID job) throws ExecutionException, InterruptedException {
    for (AccessExecutionVertex vertex :
        cluster.getExecutionGraph(job).get().getAllExecutionVertices()) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  /** Whether a job ended, however it did. */
  public boolean hasEnded(JobID job) throws ExecutionException, InterruptedException {
    return cluster.getJobStatus(job).get().isGloballyTerminalState();
  }

  /** A job's accumulators that are whole numbers, as its workers last reported them. */
  public Map<String, Long> counts(JobID job) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    for (Map.Entry<String, SerializedValue<OptionalFailure<Object>>> entry :
        cluster.getExecutionGraph(job).get().getAccumulatorsSerialized().entrySet()) {
      Object value = entry.getValue().deserializeValue(getClass().getClassLoader()).getUnchecked();
      if (value instanceof Long count) {
        counts.put(entry.getKey(), count);
      }
    }
    return counts;
  }

  /** Takes a checkpoint now, which commits what the job has consumed. */
  public void checkpoint(JobID job) throws ExecutionException, InterruptedException {
    cluster.triggerCheckpoint(job).get();
  }

  /**
   * Ends a job's input, lets everything under way come out, and stops it.
   *
   * @param savepoints where the last savepoint goes
   */
  public void drain(JobID job, Path savepoints) throws ExecutionException, InterruptedException {
    cluster
        .stopWithSavepoint(job, savepoints.toUri().toString(), true, SavepointFormatType.CANONICAL)
        .get();
    cluster.requestJobResult(job).get();
  }

  /** Why a job failed last, whether it ended of it or was started again. */
  public Optional<Failure> lastFailure(JobID job) throws ExecutionException, InterruptedException {
    return Optional.ofNullable(cluster.getExecutionGraph(job).get().getFailureInfo())
        .map(
            info ->
                new Failure(
                    Instant.ofEpochMilli(info.getTimestamp()),
                    info.getException().deserializeError(getClass().getClassLoader())));
  }

  /** Address of the web UI. */
  public URI webUi() throws ExecutionException, InterruptedException {
    return cluster.getRestAddress().get();
  }

  @Override
  public void close() throws IOException {
    try {
      cluster.close();
    } catch (Exception e) {
      throw new IOException("Flink did not stop cleanly", e);
    }
  }
}
