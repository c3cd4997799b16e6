package dev.groundswell.local.run;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;

/** How Flink runs as one process that is killed and started again; what is given wins. */
final class RunSettings {

  private static final String LOOPBACK = "127.0.0.1";

  private RunSettings() {}

  static Configuration of(Configuration given) {
    Configuration settings = new Configuration(given);
    // Said aloud: left out, Flink gives the cluster one slot and each job every core.
    settings.set(CoreOptions.DEFAULT_PARALLELISM, given.get(CoreOptions.DEFAULT_PARALLELISM));
    // Whoever reaches Flink's web UI can run code here, so by default nobody else does.
    setDefault(settings, RestOptions.ADDRESS, LOOPBACK);
    setDefault(settings, RestOptions.BIND_ADDRESS, LOOPBACK);
    setDefault(settings, JobManagerOptions.ADDRESS, LOOPBACK);
    setDefault(settings, JobManagerOptions.BIND_HOST, LOOPBACK);
    setDefault(settings, TaskManagerOptions.HOST, LOOPBACK);
    setDefault(settings, TaskManagerOptions.BIND_HOST, LOOPBACK);
    // Not a default: RetainedCheckpoints looks for it.
    settings.set(CheckpointingOptions.CREATE_CHECKPOINT_SUB_DIR, true);
    return settings;
  }

  /** The settings of one job, which goes on from a checkpoint that is then its own to delete. */
  static Configuration restoring(Configuration settings, RetainedCheckpoints checkpoints) {
    Configuration job = new Configuration(settings);
    job.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.directory().toString());
    checkpoints
        .newest()
        .ifPresent(
            checkpoint -> {
              job.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toString());
              job.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
            });
    return job;
  }

  private static <T> void setDefault(Configuration settings, ConfigOption<T> option, T value) {
    if (!settings.contains(option)) {
      settings.set(option, value);
    }
  }
}
