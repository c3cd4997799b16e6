package dev.groundswell.pipelines.warm;

import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.pipelines.trend.WarmStart;

/** What {@code --warm-baselines} says. */
public final class WarmBaselines {

  private static final String ELASTICSEARCH = "elasticsearch";

  private WarmBaselines() {}

  /**
   * The start that is asked for; nothing is read yet.
   *
   * @param option {@code elasticsearch}, or a file as {@link #from(String)} takes it
   * @throws dev.groundswell.pipelines.config.ConfigException if Elasticsearch is not configured
   */
  public static WarmStart from(String option, JobConfig config) {
    return option.equals(ELASTICSEARCH)
        ? WarmStart.from(new ElasticsearchBaselines(config.elasticsearch()))
        : from(option);
  }

  /**
   * A start from a file, as {@code groundswell baselines} writes it.
   *
   * @param file on this machine, or wherever Flink's file systems reach
   */
  public static WarmStart from(String file) {
    return WarmStart.from(new FileBaselines(file));
  }
}
