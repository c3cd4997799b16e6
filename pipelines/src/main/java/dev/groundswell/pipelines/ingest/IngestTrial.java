package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.otlp.Fates;
import dev.groundswell.pipelines.ingest.otlp.TraceCalls;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What ingest makes of single records, for whoever looks at a new source: the same decoders,
 * validation and pseudonyms as in the job, but no time to be late for and no copies to look for.
 */
public final class IngestTrial {

  /** Event times are not held against any clock: captures are old. */
  private static final Duration ANY_TIME = Duration.ofDays(365_000);

  private final RecordDecoder decoder;
  private final RecordReader reader;
  private final EventNormalizer normalizer;
  private final DeadLetters deadLetters;
  private final Map<String, List<TracePart>> traces = new LinkedHashMap<>();
  private int next;

  /**
   * @param format what the records are
   * @param maxRecordBytes larger ones are refused
   * @param key key of the pseudonyms
   * @param wishes what is wanted of texts before they are dropped
   */
  public IngestTrial(
      Format format, int maxRecordBytes, PseudonymKey key, ContentReader.Wishes wishes) {
    Pseudonymizer pseudonyms = new Pseudonymizer(key);
    this.decoder = Decoders.of(format);
    this.reader =
        new RecordReader(
            format,
            maxRecordBytes,
            decoder,
            new EventValidator(() -> Instant.EPOCH.plus(ANY_TIME), ANY_TIME, Duration.ZERO));
    this.normalizer = new EventNormalizer(pseudonyms, new ContentReader(wishes));
    this.deadLetters = new DeadLetters(pseudonyms);
  }

  /**
   * What became of the items of a record.
   *
   * @param items how many there were
   * @param events those that are events, as they leave ingest
   * @param parts how many are parts of traces, which wait for the others
   * @param ignored how many tell nothing of an AI service
   * @param deadLetters those that were refused
   */
  public record Outcome(
      int items,
      List<TelemetryEvent> events,
      int parts,
      int ignored,
      List<DeadLetter> deadLetters) {}

  /**
   * What the parts of all traces make.
   *
   * @param events one for every call, as it leaves ingest
   * @param fates what became of the parts
   */
  public record Calls(List<TelemetryEvent> events, Fates fates) {}

  /**
   * Reads one record.
   *
   * @param name stands for the topic in the references back to the source
   */
  public Outcome read(String name, byte[] record) {
    List<SourceItem> items = new ArrayList<>();
    reader.read(new ConsumerRecord<>(name, 0, next++, null, record), items::add);
    List<TelemetryEvent> events = new ArrayList<>();
    List<DeadLetter> refused = new ArrayList<>();
    int parts = 0;
    for (SourceItem item : items) {
      if (item.getReason() != null) {
        refused.add(deadLetters.of(item));
      } else if (item.getPart() != null) {
        normalizer.normalized(item);
        parts++;
        traces
            .computeIfAbsent(item.getPart().getTraceId(), trace -> new ArrayList<>())
            .add(item.getPart());
      } else if (item.getEvent() != null) {
        events.add(normalizer.normalized(item));
      }
    }
    int ignored = items.size() - events.size() - parts - refused.size();
    return new Outcome(items.size(), events, parts, ignored, refused);
  }

  /** Puts the traces of all records together that were read since this was called last. */
  public Calls calls() {
    List<TelemetryEvent> events = new ArrayList<>();
    Fates fates = Fates.NONE;
    for (List<TracePart> parts : traces.values()) {
      new TraceCalls(parts).tellAll().forEach(call -> events.add(call.event()));
      fates = fates.plus(Fates.of(parts));
    }
    traces.clear();
    return new Calls(events, fates);
  }

  /** Names of attributes in a record that nothing is read from. */
  public SortedSet<String> unread(byte[] record) {
    try {
      return decoder.unread(record);
    } catch (Refusal refusal) {
      return Collections.emptySortedSet(); // the record is a dead letter already
    }
  }
}
