package dev.groundswell.local.flink;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedValue;

/** A Flink cluster in this process, with Flink's web UI. */
public final class LocalFlink implements AutoCloseable {

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

  /** Waits until one of the jobs ends, and fails as it did if it did. */
  public void awaitAny(JobID... jobs) throws Exception {
    CompletableFuture<?>[] results =
        Stream.of(jobs).map(cluster::requestJobResult).toArray(CompletableFuture[]::new);
    JobResult first = (JobResult) CompletableFuture.anyOf(results).get();
    first.toJobExecutionResult(getClass().getClassLoader());
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
