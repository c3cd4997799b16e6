package dev.groundswell.local.run;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.flink.LocalFlink;
import dev.groundswell.pipelines.config.ConfigException;
import dev.groundswell.pipelines.config.JobArguments;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.pipelines.config.RunConfig;
import dev.groundswell.pipelines.index.IndexJob;
import dev.groundswell.pipelines.monitor.AbuseMonitorJob;
import dev.groundswell.pipelines.rules.RulesRetention;
import dev.groundswell.pipelines.trend.WarmStart;
import dev.groundswell.pipelines.warm.WarmBaselines;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
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
      "Exits 2 if it cannot run as configured. An Elasticsearch that is down is waited"
          + " for, but by --warm-baselines elasticsearch.",
      "On a Flink cluster submit the job jar instead; README.md says how."
    })
public final class RunCommand implements Callable<Integer> {

  /** Logging starts with whoever logs first, and then it is too late to say where to. */
  private static final String LOG = "groundswell.log";

  private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Configuration; pipelines/example.yaml shows every key.")
  private Path config;

  @Option(
      names = JobArguments.WARM_BASELINES,
      paramLabel = "FILE|elasticsearch",
      description =
          "What the trends start with if there is no checkpoint to go on from: a file that"
              + " groundswell baselines wrote, or what the index job has written to Elasticsearch."
              + " Without it they know nothing, and open nothing for trend.warm-up.")
  private String warmBaselines;

  @Override
  public Integer call() throws Exception {
    if (System.getProperty(LOG) == null) {
      System.setProperty(
          LOG, Path.of(System.getProperty("java.io.tmpdir"), "groundswell.log").toString());
    }
    JobConfig settingsOfJobs = JobConfig.load(config, System.getenv());
    RunConfig jobs = settingsOfJobs.run();
    WarmStart start =
        warmBaselines == null
            ? WarmStart.none()
            : WarmBaselines.from(warmBaselines, settingsOfJobs);
    RequiredTopics.require(jobs.monitor().kafka(), KAFKA_PATIENCE);
    RulesRetention.warning(jobs.monitor().kafka())
        .ifPresent(warning -> spec.commandLine().getErr().println("warning: " + warning));
    Configuration settings = RunSettings.of(jobs.flink());
    FileSystem.initialize(settings, PluginUtils.createPluginManagerFromRootFolder(settings));
    Optional<DirectoryLock> lock =
        DirectoryLock.take(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY));
    try {
      if (warmBaselines != null) {
        check(start, jobs, settings);
      }
      return run(jobs, settings, start);
    } finally {
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }

  /** Only who starts afresh needs them: what is down or gone by then must not stop the others. */
  private void check(WarmStart start, RunConfig jobs, Configuration settings) {
    PrintWriter out = spec.commandLine().getOut();
    if (checkpoints(settings, AbuseMonitorJob.NAME).newest().isPresent()) {
      out.println(
          "the trends go on from their state; " + JobArguments.WARM_BASELINES + " is not needed");
      return;
    }
    try {
      out.println("the trends start with " + start.check(jobs.monitor().trend().shifts().tick()));
    } catch (IOException e) {
      throw new CommandFailure(JobArguments.WARM_BASELINES + ": " + e.getMessage(), e);
    }
  }

  private int run(RunConfig jobs, Configuration settings, WarmStart start) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    out.println(jobs.monitor().alertDelay());
    try (LocalFlink flink = startFlink(settings)) {
      RunningJob monitor =
          start(
              flink,
              settings,
              AbuseMonitorJob.NAME,
              job -> AbuseMonitorJob.attach(job, jobs.monitor(), Clock.systemUTC(), start));
      RunningJob index =
          start(flink, settings, IndexJob.NAME, job -> IndexJob.attach(job, jobs.index()));
      out.printf(
          "running; Flink's web UI is at %s, the log is %s%n",
          flink.webUi(), System.getProperty(LOG));
      out.flush();
      while (true) {
        monitor.look(out);
        index.look(out);
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }
  }

  private static LocalFlink startFlink(Configuration settings) throws Exception {
    try {
      return LocalFlink.start(settings);
    } catch (Exception e) {
      if (ExceptionUtils.findThrowable(e, BindException.class).isPresent()) {
        throw new ConfigException(
            "flink.rest.port: port %d is taken; is Groundswell running already?"
                .formatted(settings.get(RestOptions.PORT)),
            e);
      }
      throw e;
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
