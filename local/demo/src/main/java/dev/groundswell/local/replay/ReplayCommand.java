package dev.groundswell.local.replay;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.cli.OutputLines;
import dev.groundswell.local.recorded.ReadingReport;
import dev.groundswell.local.recorded.Recording;
import dev.groundswell.local.rules.RuleDirectory;
import dev.groundswell.schemas.Alert;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundswell replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Says which alerts rules would have raised: runs the monitor's topology over recorded events"
          + " and prints one alert a line, as JSON, by the time of its last event.",
      "Events are JSON, one a line, such as groundswell ingest prints: keys are the field names of"
          + " rules, flat or nested; event.id and event.time (ISO 8601 with a zone, or milliseconds"
          + " since 1970) are needed. Lines may come in any order; 2,000,000 events are taken at most,"
          + " in about 1.5 GB of memory. Of events of one id and time one counts.",
      "Recorded events have left ingest already: identities, mostly pseudonyms, stay as they are, so"
          + " that groups and evidence show what the file says. What is left out and ingest would"
          + " derive is derived: client.subnet from an address, safety.* from outcome and verdicts."
          + " Rules of every status alert; evidence names the first and the last five events of"
          + " each step.",
      "A field that no event has is left out with a warning. A line from which no event can be taken"
          + " is reported and left out, and the command then exits with 1. It exits with 2, and"
          + " writes nothing, if it cannot be run as asked."
    })
public final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the rules.")
  private Path rules;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      required = true,
      description = "The events, compressed by gzip or not; - is standard input.")
  private Path input;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the alerts go; without it, to standard output.")
  private Path output;

  @Option(
      names = "--summary",
      description = "Counts events and alerts by rule on standard error at the end.")
  private boolean summary;

  @Override
  public Integer call() {
    RulePack pack = RuleDirectory.load(rules, spec.commandLine().getErr());
    OutputLines alertLines = new OutputLines(output, spec.commandLine().getOut());
    alertLines.requireWritable();
    ReadingReport reading = new ReadingReport(spec.commandLine().getErr());
    Recording recording = reading.read("--input", input);
    ReplayReport report = new ReplayReport(reading);
    List<Alert> alerts = ReplayRun.alerts(pack, recording, report::replayed);
    alertLines.write(alerts.stream().map(AlertJson::of).toList());
    if (summary) {
      report.summary(pack, recording, alerts);
    }
    return recording.refused() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
