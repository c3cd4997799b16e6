package dev.groundswell.local.replay;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.recorded.Recording;
import dev.groundswell.schemas.Alert;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a replay tells the person who waits for it. */
final class ReplayReport implements Recording.Listener {

  private static final int REFUSALS_SHOWN = 20;
  private static final int WARNINGS_SHOWN = 50;
  private static final int NAME_LENGTH = 100;

  private final PrintWriter err;
  private long refusals;

  ReplayReport(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void refused(long line, String why) {
    if (refusals++ < REFUSALS_SHOWN) {
      print("line %,d: %s".formatted(line, why));
    }
  }

  @Override
  public void progress(long lines) {
    print("%,d lines read".formatted(lines));
  }

  void replayed(long events) {
    print("%,d events replayed".formatted(events));
  }

  /** What is wrong with what was read. */
  void read(Recording recording) {
    if (refusals > 0) {
      print(
          "%,d of %,d lines refused%s"
              .formatted(
                  refusals,
                  recording.read(),
                  refusals > REFUSALS_SHOWN
                      ? "; the first %d are shown".formatted(REFUSALS_SHOWN)
                      : ""));
    }
    recording.unknown().entrySet().stream()
        .limit(WARNINGS_SHOWN)
        .forEach(
            field ->
                print(
                    "warning: no field %s; left out of %,d events"
                        .formatted(cut(field.getKey()), field.getValue())));
    int more = recording.unknown().size() - WARNINGS_SHOWN;
    if (more > 0) {
      print("warning: %,d more fields that no event has".formatted(more));
    }
  }

  void summary(RulePack rules, Recording recording, List<Alert> alerts) {
    print(
        "%,d lines read, %,d refused, %,d copies, %,d events replayed"
            .formatted(
                recording.read(), recording.refused(), recording.copies(), recording.size()));
    recording
        .span()
        .ifPresent(span -> print("events from %s to %s".formatted(span.first(), span.last())));
    print("%,d alerts".formatted(alerts.size()));
    Map<String, Long> byRule =
        alerts.stream()
            .collect(
                Collectors.groupingBy(
                    alert -> alert.getDetection().getRuleName(), Collectors.counting()));
    for (Rule rule : rules.rules()) {
      print("%,d of %s".formatted(byRule.getOrDefault(rule.name(), 0L), rule.name()));
    }
  }

  /** The terminal obeys what it is sent, and much of this is a stranger's. */
  private void print(String text) {
    err.println("groundswell: " + text.replaceAll("\\p{Cntrl}", "?"));
    err.flush();
  }

  private static String cut(String name) {
    return name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH) + "…" : name;
  }
}
