package dev.groundswell.local.demo;

import dev.groundswell.pipelines.config.JobConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** How Flink runs on one machine: operations, never semantics. */
final class FlinkSettings {

  /** Broker, search engine and simulator want cores too; more than partitions would idle. */
  private static final int PARALLELISM =
      Math.min(
          LocalStack.TELEMETRY_PARTITIONS,
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  private FlinkSettings() {}

  /** For the index job, whose work is a fraction of the monitor's. */
  static Configuration single(Configuration settings) {
    Configuration single = new Configuration(settings);
    single.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    return single;
  }

  static Configuration of(Path directory, int port) {
    Configuration settings = new Configuration();
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(RestOptions.PORT, port);
    settings.set(RestOptions.BIND_PORT, Integer.toString(port));
    settings.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    settings.set(TaskManagerOptions.HOST, "127.0.0.1");
    settings.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
    settings.set(CoreOptions.TMP_DIRS, directory.resolve("tmp").toString());
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(30));
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        directory.resolve("checkpoints").toUri().toString());
    // A restart would hide behind state and ids that come again, and the run would seem a good one.
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    // Heartbeats carry the accumulators that the live view shows.
    settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
    return JobConfig.strict(settings);
  }
}
