package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What ingest makes of single records, for whoever looks at a new source: the same decoders,
 * validation and pseudonyms as in the job, but no time to be late for and no copies to look for.
 */
public final class IngestTrial {

  /** Event times are not held against any clock: captures are old. */
  private static final Duration ANY_TIME = Duration.ofDays(365_000);

  private final RecordReader reader;
  private final EventNormalizer normalizer;
  private final DeadLetters deadLetters;
  private int next;

  /**
   * @param format what the records are
   * @param maxRecordBytes larger ones are refused
   * @param key key of the pseudonyms
   */
  public IngestTrial(Format format, int maxRecordBytes, PseudonymKey key) {
    Pseudonymizer pseudonyms = new Pseudonymizer(key);
    this.reader =
        new RecordReader(
            format,
            maxRecordBytes,
            Decoders.of(format),
            new EventValidator(() -> Instant.EPOCH.plus(ANY_TIME), ANY_TIME, Duration.ZERO));
    this.normalizer =
        new EventNormalizer(
            pseudonyms, new ContentReader(new ContentReader.Wishes(ContentScorer.NONE, true)));
    this.deadLetters = new DeadLetters(pseudonyms);
  }

  /**
   * What became of the items of a record.
   *
   * @param items how many there were
   * @param events those that are events, as they leave ingest
   * @param ignored how many tell nothing of an AI service
   * @param deadLetters those that were refused
   */
  public record Outcome(
      int items, List<TelemetryEvent> events, int ignored, List<DeadLetter> deadLetters) {}

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
    for (SourceItem item : items) {
      if (item.getReason() != null) {
        refused.add(deadLetters.of(item));
      } else if (item.getEvent() != null) {
        events.add(normalizer.normalized(item));
      }
    }
    return new Outcome(
        items.size(), events, items.size() - events.size() - refused.size(), refused);
  }
}
