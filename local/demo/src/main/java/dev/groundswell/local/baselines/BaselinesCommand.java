package dev.groundswell.local.baselines;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.cli.OutputLines;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.sinks.elasticsearch.BaselineJson;
import dev.groundswell.sinks.elasticsearch.ElasticsearchConfig;
import dev.groundswell.sinks.elasticsearch.StoredBaselines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundswell baselines}. */
@Command(
    name = "baselines",
    mixinStandardHelpOptions = true,
    description = {
      "Reads from Elasticsearch what the trends had learned by the end of their last days, one JSON"
          + " line a baseline, for --warm-baselines of a job that starts afresh elsewhere.",
      "Exits 2 if Elasticsearch cannot be reached or refuses, or has none."
    })
public final class BaselinesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Configuration of the index job that wrote them.")
  private Path config;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the lines go; without it, to standard output.")
  private Path output;

  @Override
  public Integer call() {
    OutputLines lines = new OutputLines(output, spec.commandLine().getOut());
    lines.requireWritable();
    List<Baseline> baselines = read(JobConfig.load(config, System.getenv()).elasticsearch());
    lines.write(baselines.stream().map(BaselineJson::of).toList());
    PrintWriter err = spec.commandLine().getErr();
    err.printf("groundswell: %d baselines%n", baselines.size());
    err.flush();
    return CommandLine.ExitCode.OK;
  }

  private static List<Baseline> read(ElasticsearchConfig elasticsearch) {
    try {
      List<Baseline> baselines = StoredBaselines.read(elasticsearch);
      if (baselines.isEmpty()) {
        throw new CommandFailure(
            "Elasticsearch at %s has no baselines: a monitor tells them after each midnight UTC, and the index job writes them"
                .formatted(elasticsearch.hosts()));
      }
      return baselines;
    } catch (IOException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }
}
