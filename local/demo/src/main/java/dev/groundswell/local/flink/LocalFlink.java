package dev.groundswell.local.flink;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.execution.SavepointFormatType;
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

/**
 * A Flink cluster in this process, with Flink's web UI. It answers when it can, which for a job
 * that hangs is never: who asks decides how long to wait.
 */
public final class LocalFlink implements AutoCloseable {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  /**
   * A failure of a job.
   *
   * @param time when it failed
   * @param cause Flink's account of it
   */
  public record Failure(Instant time, Throwable cause) {

    /** What is at the bottom of it and what that was good for. */
    public String reason() {
      Throwable root = root();
      Throwable above = cause;
      while (above != root && above.getCause() != root) {
        above = above.getCause();
      }
      return text(above).contains(text(root)) ? text(above) : text(above) + ": " + text(root);
    }

    private static String text(Throwable thrown) {
      return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    }

    /** Whether a task does not take the state that it was given, and not only fails to read it. */
    public boolean concernsState() {
      return ExceptionUtils.findThrowable(cause, StateMigrationException.class).isPresent()
          || (ExceptionUtils.findThrowable(cause, BackendBuildingException.class).isPresent()
              && !(root() instanceof IOException));
    }

    private Throwable root() {
      Throwable root = cause;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return root;
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
  public CompletableFuture<Boolean> isRunning(JobID job) {
    return cluster
        .getExecutionGraph(job)
        .thenApply(
            graph -> {
              // A job that is still being made has no tasks.
              if (graph.getState() != JobStatus.RUNNING) {
                return false;
              }
              for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
                if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                  return false;
                }
              }
              return true;
            });
  }

  /** Whether a job ended, however it did. */
  public CompletableFuture<Boolean> hasEnded(JobID job) {
    return cluster.getJobStatus(job).thenApply(JobStatus::isGloballyTerminalState);
  }

  /** A job's accumulators that are whole numbers, as its workers last reported them. */
  public CompletableFuture<Map<String, Long>> counts(JobID job) {
    return cluster
        .getExecutionGraph(job)
        .thenApply(
            graph -> {
              Map<String, Long> counts = new TreeMap<>();
              graph
                  .getAccumulatorsSerialized()
                  .forEach(
                      (name, value) -> {
                        if (deserialized(value) instanceof Long count) {
                          counts.put(name, count);
                        }
                      });
              return counts;
            });
  }

  /** Takes a checkpoint now, which commits what the job has consumed. */
  public CompletableFuture<?> checkpoint(JobID job) {
    return cluster.triggerCheckpoint(job);
  }

  /**
   * Ends a job's input, lets everything under way come out, and stops it.
   *
   * @param savepoints where the last savepoint goes
   */
  public CompletableFuture<?> drain(JobID job, Path savepoints) {
    return cluster
        .stopWithSavepoint(job, savepoints.toUri().toString(), true, SavepointFormatType.CANONICAL)
        .thenCompose(savepoint -> cluster.requestJobResult(job));
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
      cluster.closeAsync().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Flink did not stop cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while Flink stopped");
    }
  }

  private static Object deserialized(SerializedValue<OptionalFailure<Object>> accumulator) {
    try {
      return accumulator.deserializeValue(LocalFlink.class.getClassLoader()).getUnchecked();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("an accumulator cannot be read", e);
    }
  }
}
