package dev.groundswell.pipelines.config;

import static java.util.stream.Collectors.toSet;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.sinks.elasticsearch.ElasticsearchConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The configuration file of both jobs: read, checked key by key, and turned into their records. */
public final class JobConfig {

  private final ConfigSections sections;
  private final Configuration flink;

  private JobConfig(ConfigSections sections, Configuration flink) {
    this.sections = sections;
    this.flink = flink;
  }

  /**
   * Reads a YAML file.
   *
   * @param environment where secrets are looked for that no file is named for
   * @throws ConfigException naming every key that is unknown or cannot be read
   */
  public static JobConfig load(Path file, Map<String, String> environment) {
    return of(ConfigFile.read(file), environment);
  }

  static JobConfig of(Map<String, String> values, Map<String, String> environment) {
    Configuration options = Configuration.fromMap(values);
    requireReadable(new TreeSet<>(values.keySet()), options);
    return new JobConfig(
        new ConfigSections(options, under(JobOptions.KAFKA_PROPERTIES, values), environment),
        Configuration.fromMap(under(JobOptions.FLINK, values)));
  }

  private static Map<String, String> under(String prefix, Map<String, String> values) {
    Map<String, String> taken = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            taken.put(key.substring(prefix.length()), value);
          }
        });
    return taken;
  }

  private static void requireReadable(Set<String> given, Configuration options) {
    Set<String> known = JobOptions.ALL.stream().map(ConfigOption::key).collect(toSet());
    ConfigProblems problems = new ConfigProblems();
    for (String key : given) {
      if (!known.contains(key) && !JobOptions.goesThrough(key)) {
        problems.add("unknown key " + key);
      }
    }
    for (ConfigOption<?> option : JobOptions.ALL) {
      try {
        options.getOptional(option);
      } catch (IllegalArgumentException e) {
        problems.add("%s: %s".formatted(option.key(), rootMessage(e)));
      }
    }
    new StrictSettings(Configuration.fromMap(under(JobOptions.FLINK, options.toMap())))
        .problems()
        .forEach(problems::add);
    problems.throwIfAny();
  }

  private static String rootMessage(Throwable thrown) {
    return thrown.getCause() == null ? thrown.getMessage() : rootMessage(thrown.getCause());
  }

  /**
   * What the monitor job needs.
   *
   * @throws ConfigException naming what is missing or out of bounds
   */
  public MonitorConfig monitor() {
    ConfigProblems problems = new ConfigProblems();
    MonitorConfig monitor = sections.monitor(problems);
    problems.throwIfAny();
    return monitor;
  }

  /**
   * What the index job needs.
   *
   * @throws ConfigException naming what is missing or out of bounds
   */
  public IndexConfig index() {
    ConfigProblems problems = new ConfigProblems();
    IndexConfig index = sections.index(problems);
    problems.throwIfAny();
    return index;
  }

  /**
   * Which indices are to be deleted when.
   *
   * @throws ConfigException naming what is missing or out of bounds
   */
  public RetentionConfig retention() {
    ConfigProblems problems = new ConfigProblems();
    RetentionConfig retention = sections.retention(problems);
    problems.throwIfAny();
    return retention;
  }

  /**
   * Where Elasticsearch is.
   *
   * @throws ConfigException naming what is missing or out of bounds
   */
  public ElasticsearchConfig elasticsearch() {
    ConfigProblems problems = new ConfigProblems();
    ElasticsearchConfig elasticsearch = sections.elasticsearch(problems);
    problems.throwIfAny();
    return elasticsearch;
  }

  /**
   * Where the topics are.
   *
   * @throws ConfigException naming what is missing or out of bounds
   */
  public KafkaConfig kafka() {
    ConfigProblems problems = new ConfigProblems();
    KafkaConfig kafka = sections.kafka(problems);
    problems.throwIfAny();
    return kafka;
  }

  /**
   * The rules that the monitor starts with.
   *
   * @throws ConfigException if they cannot be loaded
   */
  public RulePack rules() {
    ConfigProblems problems = new ConfigProblems();
    RulePack rules = sections.rules(problems);
    problems.throwIfAny();
    return rules;
  }

  /**
   * What a process needs that runs both jobs by itself. It has no cluster's directory to fall back
   * on, so that one is required for the checkpoints.
   *
   * @throws ConfigException naming what is missing or out of bounds, for either job
   */
  public RunConfig run() {
    ConfigProblems problems = new ConfigProblems();
    RunConfig run = new RunConfig(sections.monitor(problems), sections.index(problems), flink());
    if (!run.flink().contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
      problems.add(ConfigSections.missing(JobOptions.CHECKPOINT_DIRECTORY));
    }
    if (run.flink().contains(StateRecoveryOptions.SAVEPOINT_PATH)) {
      problems.add(
          "%s%s cannot be given: groundswell run goes on from what is in %s; remove it"
              .formatted(
                  JobOptions.FLINK,
                  StateRecoveryOptions.SAVEPOINT_PATH.key(),
                  JobOptions.CHECKPOINT_DIRECTORY.key()));
    }
    problems.throwIfAny();
    return run;
  }

  /**
   * Flink's own settings, as given under {@code flink.}, with checkpoints and with the ones that
   * are not negotiable.
   */
  public Configuration flink() {
    Configuration settings = strict(flink);
    if (!settings.contains(CheckpointingOptions.CHECKPOINTING_INTERVAL)) {
      settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, defaultInterval());
    }
    return settings;
  }

  /** The settings with the ones that are not negotiable, wherever the jobs run. */
  public static Configuration strict(Configuration given) {
    return new StrictSettings(given).applied();
  }

  /** An environment on the cluster that the job is submitted to; its own settings count too. */
  public StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(strict(flink));
    if (environment.getCheckpointConfig().getCheckpointInterval() < 0) { // Nobody gave one.
      environment.enableCheckpointing(defaultInterval().toMillis());
    }
    return environment;
  }

  /**
   * Never none: without checkpoints no offset is committed, no ledger is published and the sinks
   * flush when they please.
   */
  private static Duration defaultInterval() {
    return JobOptions.CHECKPOINT_INTERVAL.defaultValue();
  }
}
