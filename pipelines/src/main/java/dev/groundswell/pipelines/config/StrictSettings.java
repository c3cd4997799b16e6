package dev.groundswell.pipelines.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** Settings of Flink that are not negotiable, wherever the jobs run. */
final class StrictSettings {

  private record Setting<T>(ConfigOption<T> option, T value) {

    void applyTo(Configuration settings) {
      settings.set(option, value);
    }

    boolean contradicts(Configuration given) {
      return given.contains(option) && !given.get(option).equals(value);
    }

    String problem() {
      return "%s%s must be %s: remove it".formatted(JobOptions.FLINK, option.key(), value);
    }
  }

  private static final List<Setting<?>> ALL =
      List.of(
          // Uids are a format, and Kryo hides behind generic types until a restore fails.
          new Setting<>(PipelineOptions.AUTO_GENERATE_UIDS, false),
          new Setting<>(PipelineOptions.GENERIC_TYPES, false),
          new Setting<>(PipelineOptions.OBJECT_REUSE, true),
          // The stages' books speak of one moment only if nothing overtakes a barrier.
          new Setting<>(CheckpointingOptions.ENABLE_UNALIGNED, false),
          new Setting<>(
              CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE),
          // A job that is stopped goes on from its last checkpoint.
          new Setting<>(
              CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
              ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION));

  private final Configuration given;

  /**
   * @param given settings by Flink's own names
   */
  StrictSettings(Configuration given) {
    this.given = given;
  }

  Configuration applied() {
    Configuration settings = new Configuration(given);
    ALL.forEach(setting -> setting.applyTo(settings));
    return settings;
  }

  /** What is given against them, each with its key. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Setting<?> setting : ALL) {
      if (setting.contradicts(given)) {
        problems.add(setting.problem());
      }
    }
    if (given.contains(CheckpointingOptions.CHECKPOINTING_INTERVAL)
        && given.get(CheckpointingOptions.CHECKPOINTING_INTERVAL).compareTo(Duration.ZERO) <= 0) {
      problems.add(
          "%s%s must be more than nothing: without checkpoints no offset is committed"
              .formatted(JobOptions.FLINK, CheckpointingOptions.CHECKPOINTING_INTERVAL.key()));
    }
    return problems;
  }
}
