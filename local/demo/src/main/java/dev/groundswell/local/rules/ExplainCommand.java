package dev.groundswell.local.rules;

import dev.groundswell.cep.match.Explainer;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.cli.Printable;
import dev.groundswell.local.recorded.EventJson;
import dev.groundswell.local.recorded.RecordedInput;
import dev.groundswell.local.recorded.UnusableEventException;
import dev.groundswell.pipelines.ingest.RecordedEvents;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundswell rules explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says of one event, for every rule and step, which predicates hold and which do not, with the"
          + " values found; what the rule groups by and counts, and what of it the event lacks; and"
          + " as which steps it takes part.",
      "The event is JSON as groundswell replay reads it, on as many lines as you like; event.id and"
          + " event.time may be left out.",
      "Exits 2 if the rules do not load or no event can be taken from the file."
    })
final class ExplainCommand implements Callable<Integer> {

  /** For whoever writes an event down to see what rules say of it. */
  private static final String ID = "event";

  private static final long TIME = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the rules.")
  private Path rules;

  @Option(
      names = "--event",
      paramLabel = "FILE",
      required = true,
      description = "The event; - is standard input.")
  private Path file;

  @Override
  public Integer call() {
    RulePack pack = RuleDirectory.load(rules, spec.commandLine().getErr());
    TelemetryEvent event = event();
    PrintWriter out = spec.commandLine().getOut();
    pack.rules()
        .forEach(rule -> ExplanationText.of(Explainer.explain(rule, event)).forEach(out::println));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private TelemetryEvent event() {
    Set<String> unknown = new TreeSet<>();
    try {
      TelemetryEvent event = EventJson.read(RecordedInput.event(file), unknown::add);
      unknown.forEach(this::warn);
      if (event.getEventId().isBlank()) {
        event.setEventId(ID);
      }
      if (event.getEventTime() == 0) {
        event.setEventTime(TIME);
      }
      Optional<String> refusal = new RecordedEvents().complete(event);
      if (refusal.isPresent()) {
        throw new CommandFailure("--event %s: %s".formatted(file, refusal.get()));
      }
      return event;
    } catch (UnusableEventException e) {
      throw new CommandFailure("--event %s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandFailure(
          "--event %s cannot be read: %s".formatted(file, RecordedInput.reason(e)), e);
    }
  }

  private void warn(String field) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("groundswell: warning: no field %s".formatted(Printable.of(field)));
    err.flush();
  }
}
