package dev.groundswell.local.trends;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.cli.OutputLines;
import dev.groundswell.local.recorded.ReadingReport;
import dev.groundswell.local.recorded.Recorded;
import dev.groundswell.local.recorded.Recording;
import dev.groundswell.local.recorded.Series;
import dev.groundswell.local.rules.RuleDirectory;
import dev.groundswell.schemas.TrendShift;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundswell trends}. */
@Command(
    name = "trends",
    mixinStandardHelpOptions = true,
    description = {
      "Says which shifts the trends would have told of: runs the production trends over what was"
          + " recorded and prints one JSON line for every revision of a shift (state opened,"
          + " updated, closed), by time. A shift that goes on at the end of the input stays open.",
      "The input is told by its first line. Events are JSON lines as groundswell replay takes them,"
          + " in any order; the rules run over them, since their detections count in trends too.",
      "A series has two columns, timestamp,value, with or without a line of headings, in any order:"
          + " a time is ISO 8601 (UTC if it names no zone; a blank may stand for the T) or"
          + " milliseconds since 1970 and stands once; a value is a whole number from 0 up. It is one"
          + " cell, of technique `series` and the product that is named as the file is: a value is"
          + " as many distinct actors, among as many requests in every row, so that the rate is the"
          + " value. 1,000,000 rows that add up to 1,000,000,000 are taken at most.",
      "A target is watched for 7 days before anything opens in its cells. Only more than expected"
          + " is a shift, never less. Figures are of the tick that ended at updated; their meaning is"
          + " in the table of TrendShift in schemas/README.md.",
      "Exits with 1 if a line was left out from which no event can be taken; with 2, and writes"
          + " nothing, if it cannot be run as asked, or a line of a series is no row."
    })
public final class TrendsCommand implements Callable<Integer> {

  private static final Path STANDARD_INPUT = Path.of("-");

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      required = true,
      description = "Events or a series, compressed by gzip or not; - is standard input.")
  private Path input;

  @Option(
      names = "--grain",
      paramLabel = "LENGTH",
      defaultValue = "5m",
      converter = TickLength.Converter.class,
      description =
          "Length of the tick at the end of which cells are judged: 1m, 5m or 1h, no shorter than"
              + " the rows of a series are apart; ${DEFAULT-VALUE} unless given, as in production.")
  private TickLength tick;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Directory of the rules that run over events, in place of the bundled ones.")
  private Path rules;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the shifts go; without it, to standard output.")
  private Path output;

  @Option(
      names = "--summary",
      description = "Counts lines and shifts by kind on standard error at the end.")
  private boolean summary;

  @Override
  public Integer call() {
    OutputLines lines = new OutputLines(output, spec.commandLine().getOut());
    lines.requireWritable();
    RulePack pack =
        rules == null ? RulePack.bundled() : RuleDirectory.load(rules, spec.commandLine().getErr());
    ReadingReport reading = new ReadingReport(spec.commandLine().getErr());
    Recorded recorded = reading.readEventsOrSeries("--input", input);
    if (recorded instanceof Series series) {
      require(series);
    }
    TrendsReport report = new TrendsReport(reading);
    report.warnOfWarmUp(recorded, TrendsRun.WARM_UP);
    List<TrendShift> revisions = shifts(pack, recorded, report);
    lines.write(revisions.stream().map(ShiftJson::of).toList());
    if (summary) {
      report.summary(recorded, revisions);
    }
    return recorded.refused() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void require(Series series) {
    if (rules != null) {
      throw new CommandFailure("--rules: %s is a series, on which no rules run".formatted(input));
    }
    Duration spacing = series.spacing().orElse(Duration.ZERO);
    if (spacing.compareTo(tick.length()) > 0) {
      throw new CommandFailure(
          "--grain %s: most rows of %s are %s apart, and after ticks without a row every shift is over; %s"
              .formatted(
                  tick.name(),
                  input,
                  spacing,
                  TickLength.atLeast(spacing)
                      .map(longer -> "take --grain " + longer.name())
                      .orElse("it takes a row an hour at least")));
    }
  }

  private List<TrendShift> shifts(RulePack pack, Recorded recorded, TrendsReport report) {
    TrendsRun run = new TrendsRun(tick, report::taken);
    if (recorded instanceof Recording recording) {
      return run.shifts(pack, recording);
    }
    return run.shifts((Series) recorded, name());
  }

  private String name() {
    return input.equals(STANDARD_INPUT) ? "stdin" : input.getFileName().toString();
  }
}
