package dev.groundswell.local.flink;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.pipelines.config.JobConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job whose input ends, on a Flink in this process that is there for it alone. One subtask each:
 * starting takes longer than most inputs, and what is in order stays so.
 */
public final class BoundedJob {

  private static final Logger LOG = LoggerFactory.getLogger(BoundedJob.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final StreamExecutionEnvironment environment =
      StreamExecutionEnvironment.createLocalEnvironment(1, settings());

  /**
   * What a job yielded.
   *
   * @param results in the order in which they came
   * @param accumulators its accumulators at its end
   */
  public record Yield<T>(List<T> results, Map<String, Object> accumulators) {}

  /** What the job is attached to. */
  public StreamExecutionEnvironment environment() {
    return environment;
  }

  /**
   * Runs the job to its end.
   *
   * @param name of the job
   * @param results what is wanted of it
   * @param watcher is told the job's accumulators now and then
   * @throws CommandFailure saying why, if the job fails
   */
  public <T> Yield<T> run(
      String name, DataStream<T> results, Consumer<Map<String, Object>> watcher) {
    try {
      Iterator<T> yielded = results.collectAsync();
      JobClient job = environment.executeAsync(name);
      Thread looks = new Thread(() -> look(job, watcher), "job-watcher");
      looks.setDaemon(true);
      looks.start();
      try {
        return all(yielded, job);
      } finally {
        looks.interrupt();
      }
    } catch (ExecutionException e) {
      throw new CommandFailure("the job %s failed: %s".formatted(name, root(e)), e);
    } catch (Exception e) {
      throw new IllegalStateException("the job %s cannot be run".formatted(name), e);
    }
  }

  /** Until interrupted, or nobody answers because the job has ended. */
  private static void look(JobClient job, Consumer<Map<String, Object>> watcher) {
    try {
      LockSupport.parkNanos(LOOK.toNanos());
      while (!Thread.interrupted()) {
        watcher.accept(job.getAccumulators().get());
        LockSupport.parkNanos(LOOK.toNanos());
      }
    } catch (InterruptedException | ExecutionException | IllegalStateException e) {
      LOG.debug("The job is not looked at any more", e);
    }
  }

  private static <T> Yield<T> all(Iterator<T> yielded, JobClient job) throws Exception {
    List<T> all = new ArrayList<>();
    try {
      yielded.forEachRemaining(all::add);
    } catch (RuntimeException e) {
      job.getJobExecutionResult().get(); // says why, where this only says that there is no more
      throw e;
    }
    return new Yield<>(all, job.getJobExecutionResult().get().getAllAccumulatorResults());
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static Configuration settings() {
    Configuration settings = JobConfig.strict(new Configuration());
    // Nothing is ever restored, and the way in which results are fetched has no uid.
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    settings.set(RestOptions.ADDRESS, LOOPBACK);
    settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(JobManagerOptions.ADDRESS, LOOPBACK);
    settings.set(TaskManagerOptions.HOST, LOOPBACK);
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    return settings;
  }
}
