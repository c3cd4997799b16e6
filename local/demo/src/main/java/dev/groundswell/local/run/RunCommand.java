package dev.groundswell.local.run;

import dev.groundswell.local.flink.LocalFlink;
import dev.groundswell.pipelines.config.ConfigException;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.pipelines.config.RunConfig;
import dev.groundswell.pipelines.index.IndexJob;
import dev.groundswell.pipelines.monitor.AbuseMonitorJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundswell run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs both jobs in this process against the configured Kafka and Elasticsearch, until it is"
          + " stopped or killed; started again, it goes on where its last checkpoint was.",
      "Exits 2 if it cannot run as configured. An Elasticsearch that is down is waited for.",
      "On a Flink cluster submit the job jar instead; README.md says how."
    })
public final class RunCommand implements Callable<Integer> {

  private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Configuration; pipelines/example.yaml shows every key.")
  private Path config;

  @Override
  public Integer call() throws Exception {
    RunConfig jobs = JobConfig.load(config, System.getenv()).run();
    RequiredTopics.require(jobs.monitor().kafka(), KAFKA_PATIENCE);
    PrintWriter out = spec.commandLine().getOut();
    Configuration settings = RunSettings.of(jobs.flink());
    FileSystem.initialize(settings, PluginUtils.createPluginManagerFromRootFolder(settings));
    try (LocalFlink flink = LocalFlink.start(settings)) {
      RunningJob monitor =
          start(
              flink,
              settings,
              AbuseMonitorJob.NAME,
              job -> AbuseMonitorJob.attach(job, jobs.monitor(), Clock.systemUTC()));
      RunningJob index =
          start(flink, settings, IndexJob.NAME, job -> IndexJob.attach(job, jobs.index()));
      out.println("running; Flink's web UI is at " + flink.webUi());
      out.flush();
      while (true) {
        monitor.look(out);
        index.look(out);
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }
  }

  private RunningJob start(
      LocalFlink flink,
      Configuration settings,
      String name,
      Consumer<StreamExecutionEnvironment> topology)
      throws Exception {
    RetainedCheckpoints checkpoints = checkpoints(settings, name);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        checkpoints
            .newest()
            .map(checkpoint -> name + " goes on from " + checkpoint)
            .orElse(name + " starts afresh: no checkpoint in " + checkpoints.directory()));
    StreamExecutionEnvironment job =
        StreamExecutionEnvironment.getExecutionEnvironment(
            RunSettings.restoring(settings, checkpoints));
    topology.accept(job);
    return new RunningJob(flink, name, flink.submit(job, name), checkpoints);
  }

  private static RetainedCheckpoints checkpoints(Configuration settings, String job) {
    String directory = settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    try {
      RetainedCheckpoints checkpoints =
          RetainedCheckpoints.in(new org.apache.flink.core.fs.Path(directory, job));
      checkpoints.sweep();
      return checkpoints;
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(
          "flink.execution.checkpointing.dir: %s cannot be used: %s"
              .formatted(directory, e.getMessage()),
          e);
    }
  }
}
