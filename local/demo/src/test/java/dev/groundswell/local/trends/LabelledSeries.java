package dev.groundswell.local.trends;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.local.Invocation;
import dev.groundswell.local.recorded.ReadingReport;
import dev.groundswell.local.recorded.Series;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A series of the Numenta Anomaly Benchmark.
 *
 * @param name its path there
 */
record LabelledSeries(String name) {

  private static final Path DIRECTORY = Path.of("src/test/resources/nab");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Its name without folders. */
  String shortName() {
    return name.substring(name.lastIndexOf('/') + 1, name.lastIndexOf('.'));
  }

  private Path file() {
    return DIRECTORY.resolve(shortName() + ".csv.gz");
  }

  Series rows() {
    ReadingReport reading = new ReadingReport(new PrintWriter(new StringWriter()));
    return (Series) reading.readEventsOrSeries("--input", file());
  }

  /** What people say was unusual in it. */
  List<Onsets.Window> windows() throws IOException {
    JsonNode labels = JSON.readTree(DIRECTORY.resolve("combined_windows.json").toFile());
    List<Onsets.Window> windows = new ArrayList<>();
    for (JsonNode window : labels.path(name)) {
      windows.add(new Onsets.Window(time(window.path(0).asText()), time(window.path(1).asText())));
    }
    return windows;
  }

  private static Instant time(String text) {
    return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
  }

  /** When {@code groundswell trends} opens shifts in it, by kind. */
  Map<String, List<Instant>> opened(TickLength tick) throws IOException {
    Invocation trends =
        Invocation.of("trends", "--input", file().toString(), "--grain", tick.name());
    Map<String, List<Instant>> opened = new TreeMap<>();
    for (String line : trends.out()) {
      JsonNode shift = JSON.readTree(line);
      if (shift.path("state").asText().equals("opened")) {
        opened
            .computeIfAbsent(shift.path("kind").asText(), kind -> new ArrayList<>())
            .add(Instant.parse(shift.path("opened").asText()));
      }
    }
    return opened;
  }
}
