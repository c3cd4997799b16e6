package dev.groundswell.local.simulator;

import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** A history from its first record to its last, as a reader of the topic sees it. */
final class WholeHistory {

  static final Instant END = Instant.parse("2026-06-29T12:34:56Z");

  private WholeHistory() {}

  static HistoryConfig config(long seed, int days) {
    return new HistoryConfig(seed, Duration.ofDays(days), END);
  }

  static void read(HistoryConfig config, Consumer<TelemetryEvent> reader) {
    HistorySimulator history = new HistorySimulator(config);
    while (history.hasNext()) {
      reader.accept(event(history.next()));
    }
  }

  static TelemetryEvent event(HistoryRecord record) {
    try {
      return TelemetryEvent.getDecoder().decode(record.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
