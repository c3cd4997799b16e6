package dev.groundswell.local.ingest;

import dev.groundswell.local.cli.DurationConverter;
import dev.groundswell.pipelines.ingest.IngestConfig;
import dev.groundswell.pipelines.ingest.IngestTrial;
import dev.groundswell.pipelines.ingest.PseudonymKey;
import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.format.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundswell ingest}. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what ingest makes of records from a new source: canonical events as JSON lines on"
          + " standard output, dead letters on standard error, and a count of both at the end.",
      "Spans and logs of OpenTelemetry become the calls that they tell of: merged ones say more of a"
          + " call, unused ones are near none, and the call of orphans is missing. Attributes that"
          + " nothing is read from are named.",
      "Keys of the events are the field names of rules. Identities are pseudonyms and texts are"
          + " gone, as in the job, but the key of the pseudonyms is this command's own. Event times"
          + " are not held against the clock, and copies are not looked for.",
      "Exits 1 if anything was refused, 2 if it cannot be run as asked."
    })
public final class IngestCommand implements Callable<Integer> {

  /** In no use anywhere else: a pseudonym of a trial says nothing about one of a job. */
  private static final PseudonymKey KEY =
      new PseudonymKey("trial", "key of groundswell ingest".getBytes(StandardCharsets.UTF_8));

  private static final Path STANDARD_INPUT = Path.of("-");
  private static final Predicate<String> PLAIN_NAME =
      Pattern.compile("[\\w.\\-/]{1,256}").asMatchPredicate();

  @Spec private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      required = true,
      converter = FormatConverter.class,
      completionCandidates = FormatConverter.Names.class,
      description = "What the records are: ${COMPLETION-CANDIDATES}.")
  private Format format;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      required = true,
      description =
          "A file with one record, as it is on the topic; - is standard input. Repeatable.")
  private List<Path> inputs;

  @Option(
      names = "--measure",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "Reads the files over and over for that long, such as 10s, and says how much one core"
              + " takes; prints no events. Identities come again, so most pseudonyms are at hand;"
              + " copies are not looked for, and nothing is shipped.")
  private Duration measured;

  @Override
  public Integer call() {
    Map<Path, byte[]> records = new LinkedHashMap<>();
    inputs.forEach(input -> records.put(input, content(input)));
    return measured == null ? show(records) : measure(List.copyOf(records.values()));
  }

  private int show(Map<Path, byte[]> records) {
    IngestTrial trial = trial(true);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    TrialCounts counts = new TrialCounts();
    SortedSet<String> unread = new TreeSet<>();
    records.forEach(
        (input, record) -> {
          IngestTrial.Outcome outcome = trial.read(name(input), record);
          outcome.events().forEach(event -> out.println(JsonLine.of(event)));
          outcome.deadLetters().forEach(letter -> err.println(JsonLine.of(letter)));
          unread.addAll(trial.unread(record));
          counts.add(outcome);
        });
    IngestTrial.Calls calls = trial.calls();
    calls.events().forEach(event -> out.println(JsonLine.of(event)));
    counts.add(calls);
    out.flush();
    if (!unread.isEmpty()) {
      err.println("groundswell: nothing is read from " + names(unread));
    }
    err.println("groundswell: " + counts);
    err.flush();
    return counts.refusedAny() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  /** Those that look like names: they are a stranger's, and the terminal obeys what it is sent. */
  private static String names(SortedSet<String> unread) {
    List<String> plain = unread.stream().filter(PLAIN_NAME).toList();
    int odd = unread.size() - plain.size();
    return String.join(", ", plain) + (odd == 0 ? "" : " and %d that are no names".formatted(odd));
  }

  /** As a job reads: it asks for a language only where something objects to a text. */
  private int measure(List<byte[]> records) {
    PrintWriter err = spec.commandLine().getErr();
    Throughput throughput = Throughput.measure(trial(false), records, measured);
    err.println("groundswell: " + throughput);
    err.flush();
    return throughput.refused() > 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private IngestTrial trial(boolean everyLanguage) {
    return new IngestTrial(
        format,
        IngestConfig.defaults().maxRecordBytes(),
        KEY,
        new ContentReader.Wishes(ContentScorer.NONE, everyLanguage));
  }

  private static String name(Path input) {
    return input.equals(STANDARD_INPUT) ? "stdin" : input.getFileName().toString();
  }

  private byte[] content(Path input) {
    try {
      return input.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(input);
    } catch (IOException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--input %s cannot be read: %s".formatted(input, e), e);
    }
  }
}
