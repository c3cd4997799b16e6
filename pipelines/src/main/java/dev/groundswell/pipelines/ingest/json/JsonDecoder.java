package dev.groundswell.pipelines.ingest.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.Items;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Optional;

/**
 * Reads the JSON formats of producers: an {@link Envelope} says what a document wraps, a {@link
 * Mapping} what an item means. Everything that hostile JSON can do is dealt with here, once.
 */
public final class JsonDecoder implements RecordDecoder {

  /** What one kind of item means. */
  @FunctionalInterface
  public interface Mapping {

    /**
     * The event that an item tells of, identities and text still raw; empty if it is nothing of
     * ours.
     *
     * @throws Refusal if it is ours and cannot be read
     */
    Optional<TelemetryEvent> event(JsonFields item) throws Refusal;
  }

  /** How a producer, or what carries its logs, wraps items in a document. */
  @FunctionalInterface
  public interface Envelope {

    /** Puts the items of a document, in their order, into its contents. */
    void open(JsonNode document, JsonContents contents) throws Refusal;
  }

  private final JsonReader reader = new JsonReader();
  private final Envelope envelope;
  private final Mapping mapping;

  /**
   * @param envelope opens documents; arrays are opened already
   * @param mapping reads items; only objects come to it
   */
  public JsonDecoder(Envelope envelope, Mapping mapping) {
    this.envelope = envelope;
    this.mapping = mapping;
  }

  @Override
  public void decode(byte[] record, Items items) throws Refusal {
    JsonContents contents = new JsonContents(reader, envelope);
    reader.read(Gzip.inflated(record), contents);
    contents.forEach(item -> handOut(item, items));
  }

  private void handOut(JsonItem item, Items items) {
    if (item.refusal() != null) {
      items.refused(item.refusal());
    } else if (item.value() == null) {
      items.ignored();
    } else {
      map(item.value(), items);
    }
  }

  private void map(JsonNode value, Items items) {
    try {
      mapping.event(new JsonFields(value)).ifPresentOrElse(items::event, items::ignored);
    } catch (Refusal refusal) {
      items.refused(refusal);
    }
  }
}
