package dev.groundswell.local.recorded;

import dev.groundswell.pipelines.ingest.RecordedEvents;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Events of a file of JSON lines, sorted as rules look at them. */
public final class Recording implements Recorded {

  /** They are sorted in memory, half a kilobyte each. */
  public static final int MAX_EVENTS = 2_000_000;

  private static final int MAX_UNKNOWN = 1_000;
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

  /** Who is told what while a file is read. */
  public interface Listener {

    /** A line from which no event can be taken. */
    void refused(long line, String why);

    /** How many lines have been read so far; now and then. */
    void progress(long lines);
  }

  private final Listener listener;
  private final RecordedEvents ingest = new RecordedEvents();
  private final SortedMap<String, Long> unknown = new TreeMap<>();
  private List<RecordedEvent> events = new ArrayList<>();
  private long read;
  private long refused;
  private long copies;

  private Recording(Listener listener) {
    this.listener = listener;
  }

  /**
   * Reads a file, compressed or not. Lines may come in any order.
   *
   * @throws IOException if it cannot be read, or holds more than {@link #MAX_EVENTS}
   */
  public static Recording read(InputStream file, Listener listener) throws IOException {
    Recording recording = new Recording(listener);
    recording.readAll(file);
    recording.sort();
    return recording;
  }

  @Override
  public long read() {
    return read;
  }

  @Override
  public long refused() {
    return refused;
  }

  /** How many events had the id and the time of another. */
  public long copies() {
    return copies;
  }

  /** How many events there are. */
  public int size() {
    return events.size();
  }

  @Override
  public Optional<Span> span() {
    return events.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Span(
                Instant.ofEpochMilli(events.get(0).time()),
                Instant.ofEpochMilli(events.get(events.size() - 1).time())));
  }

  /** The events, decoded one after the other. */
  public Stream<TelemetryEvent> events() {
    return events.stream().map(RecordedEvent::decoded);
  }

  /** Names that are no fields, and how many events had them. */
  public Map<String, Long> unknown() {
    return Collections.unmodifiableMap(unknown);
  }

  /** Writes the events so that {@link RecordedEventReader} reads them. */
  public void writeTo(Path spool) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(spool)))) {
      for (RecordedEvent event : events) {
        event.writeTo(out);
      }
    }
  }

  private void readAll(InputStream file) throws IOException {
    Lines lines = new Lines(file);
    long reported = System.nanoTime();
    try {
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (!line.get().isEmpty()) {
          take(lines, line.get());
        }
        if (System.nanoTime() - reported > BETWEEN_REPORTS.toNanos()) {
          reported = System.nanoTime();
          listener.progress(lines.number());
        }
      }
    } catch (IOException e) {
      throw new IOException("line %d: %s".formatted(lines.number(), e.getMessage()), e);
    }
  }

  private void take(Lines lines, String line) throws IOException {
    read++;
    Optional<String> problem = lines.isTooLong() ? Optional.of(tooLong()) : take(line);
    if (problem.isPresent()) {
      refused++;
      listener.refused(lines.number(), problem.get());
    } else if (events.size() > MAX_EVENTS) {
      throw new IOException(
          "more than %,d events are not sorted in memory; replay them in parts"
              .formatted(MAX_EVENTS));
    }
  }

  private static String tooLong() {
    return "is longer than %,d bytes; write one event a line".formatted(Lines.MAX_BYTES);
  }

  private Optional<String> take(String line) {
    try {
      Set<String> names = new HashSet<>();
      TelemetryEvent event = EventJson.read(line, names::add);
      names.forEach(this::countUnknown);
      Optional<String> refusal = ingest.complete(event);
      if (refusal.isEmpty()) {
        events.add(RecordedEvent.of(event));
      }
      return refusal;
    } catch (UnusableEventException e) {
      return Optional.of(e.getMessage());
    }
  }

  private void countUnknown(String name) {
    if (unknown.size() < MAX_UNKNOWN || unknown.containsKey(name)) {
      unknown.merge(name, 1L, Long::sum);
    }
  }

  private void sort() {
    events.sort(RecordedEvent.ORDER);
    List<RecordedEvent> distinct = new ArrayList<>(events.size());
    Set<String> ids = new HashSet<>(); // an event is known by its id and its time
    long time = Long.MIN_VALUE;
    for (RecordedEvent event : events) {
      if (event.time() > time) {
        time = event.time();
        ids.clear();
      }
      if (ids.add(event.id())) {
        distinct.add(event);
      } else {
        copies++;
      }
    }
    events = distinct;
  }
}
