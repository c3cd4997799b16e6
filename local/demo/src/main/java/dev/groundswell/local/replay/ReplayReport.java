package dev.groundswell.local.replay;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.recorded.ReadingReport;
import dev.groundswell.local.recorded.Recording;
import dev.groundswell.schemas.Alert;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a replay tells the person who waits for it, once its events are read. */
record ReplayReport(ReadingReport reading) {

  void replayed(long events) {
    reading.print("%,d events replayed".formatted(events));
  }

  void summary(RulePack rules, Recording recording, List<Alert> alerts) {
    reading.print(
        "%,d lines read, %,d refused, %,d copies, %,d events replayed"
            .formatted(
                recording.read(), recording.refused(), recording.copies(), recording.size()));
    recording
        .span()
        .ifPresent(
            span -> reading.print("events from %s to %s".formatted(span.first(), span.last())));
    reading.print("%,d alerts".formatted(alerts.size()));
    Map<String, Long> byRule =
        alerts.stream()
            .collect(
                Collectors.groupingBy(
                    alert -> alert.getDetection().getRuleName(), Collectors.counting()));
    for (Rule rule : rules.rules()) {
      reading.print("%,d of %s".formatted(byRule.getOrDefault(rule.name(), 0L), rule.name()));
    }
  }
}
