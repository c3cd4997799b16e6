package dev.groundswell.pipelines.ingest.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.Items;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.List;
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
    String text = JsonReader.utf8(Gzip.inflated(record));
    List<JsonNode> documents;
    try {
      documents = reader.values(text);
    } catch (Refusal refusal) {
      if (!reader.isJsonLines(text)) {
        throw refusal;
      }
      decodeLines(text, items);
      return;
    }
    handOut(documents, JsonContents.MAX_ITEMS, items);
  }

  /** Where one line is damaged, the others are still read, each like a record. */
  private void decodeLines(String text, Items items) {
    int left = JsonContents.MAX_ITEMS;
    for (String line : (Iterable<String>) text.lines().filter(l -> !l.isBlank())::iterator) {
      if (left <= 0) {
        items.refused(JsonContents.tooMany());
        return;
      }
      try {
        left -= handOut(List.of(reader.value(line)), left, items);
      } catch (Refusal refusal) {
        items.refused(refusal);
        left--;
      }
    }
  }

  private int handOut(List<JsonNode> documents, int limit, Items items) throws Refusal {
    JsonContents contents = new JsonContents(envelope, limit);
    for (JsonNode document : documents) {
      contents.document(document);
    }
    contents.forEach(item -> handOut(item, items));
    return contents.size();
  }

  private void handOut(JsonItem item, Items items) {
    if (item.refusal() != null) {
      items.refused(item.refusal());
    } else if (item.text() != null) {
      read(item.text(), items);
    } else if (item.value() != null) {
      map(item.value(), items);
    } else {
      items.ignored();
    }
  }

  private void read(String text, Items items) {
    try {
      map(reader.object(text), items);
    } catch (Refusal refusal) {
      items.refused(refusal);
    }
  }

  private void map(JsonNode value, Items items) {
    Optional<TelemetryEvent> event;
    try {
      event = mapping.event(new JsonFields(value));
    } catch (Refusal refusal) {
      items.refused(refusal);
      return;
    } catch (RuntimeException e) {
      // One that got out of the source would meet the same record after every restart.
      items.refused(
          new Refusal(
              DeadLetterReason.undecodable,
              "an item is not as its format has it (%s)".formatted(e.getClass().getSimpleName())));
      return;
    }
    event.ifPresentOrElse(items::event, items::ignored);
  }
}
