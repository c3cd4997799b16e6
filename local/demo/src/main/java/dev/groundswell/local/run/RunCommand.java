package dev.groundswell.local.run;

import dev.groundswell.local.flink.LocalFlink;
import dev.groundswell.pipelines.config.IndexConfig;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.pipelines.config.MonitorConfig;
import dev.groundswell.pipelines.index.IndexJob;
import dev.groundswell.pipelines.monitor.AbuseMonitorJob;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
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
          + " stopped.",
      "On a Flink cluster submit the job jar instead; README.md says how."
    })
public final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Configuration; pipelines/example.yaml shows every key.")
  private Path config;

  @Override
  public Integer call() throws Exception {
    JobConfig jobs = JobConfig.load(config, System.getenv());
    MonitorConfig monitor = jobs.monitor();
    IndexConfig index = jobs.index();
    PrintWriter out = spec.commandLine().getOut();
    Configuration settings = jobs.flink();
    // Said aloud: left out, Flink gives the cluster one slot and each job every core.
    settings.set(CoreOptions.DEFAULT_PARALLELISM, settings.get(CoreOptions.DEFAULT_PARALLELISM));
    try (LocalFlink flink = LocalFlink.start(settings)) {
      StreamExecutionEnvironment monitorJob =
          StreamExecutionEnvironment.getExecutionEnvironment(settings);
      AbuseMonitorJob.attach(monitorJob, monitor, Clock.systemUTC());
      StreamExecutionEnvironment indexJob =
          StreamExecutionEnvironment.getExecutionEnvironment(settings);
      IndexJob.attach(indexJob, index);
      JobID monitoring = flink.submit(monitorJob, AbuseMonitorJob.NAME);
      JobID indexing = flink.submit(indexJob, IndexJob.NAME);
      out.println("running; Flink's web UI is at " + flink.webUi());
      out.flush();
      flink.awaitAny(monitoring, indexing);
    }
    return 0;
  }
}
