package dev.groundswell.pipelines.ingest.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The items of documents while these are opened; nothing is handed out before all are, so that they
 * are read or refused as a whole.
 */
public final class JsonContents {

  /** A record of a megabyte is a thousand log entries; two bytes each make half a million. */
  static final int MAX_ITEMS = 10_000;

  private final JsonDecoder.Envelope envelope;
  private final int limit;
  private final List<JsonItem> items = new ArrayList<>();

  /**
   * @param limit so many items are taken
   */
  JsonContents(JsonDecoder.Envelope envelope, int limit) {
    this.envelope = envelope;
    this.limit = limit;
  }

  /** An item that stands in the document itself. What is no object is refused. */
  public void item(JsonNode value) throws Refusal {
    if (value.isObject()) {
      add(new JsonItem(value, null, null));
    } else {
      refused(JsonReader.noObject());
    }
  }

  /** The elements of an array, each an item; anything else is refused as one. */
  public void items(JsonNode array) throws Refusal {
    if (!array.isArray()) {
      refused(new Refusal(DeadLetterReason.undecodable, "a list of items is no JSON array"));
      return;
    }
    for (JsonNode value : array) {
      item(value);
    }
  }

  /** An item that is JSON in a string of the document: it is read within the same limits. */
  public void text(String json) throws Refusal {
    add(new JsonItem(null, json, null));
  }

  /** Something that is nothing of ours. */
  public void ignored() throws Refusal {
    add(JsonItem.IGNORED);
  }

  void document(JsonNode document) throws Refusal {
    if (document.isArray()) {
      for (JsonNode element : document) {
        open(element);
      }
    } else {
      open(document);
    }
  }

  int size() {
    return items.size();
  }

  private void refused(Refusal refusal) throws Refusal {
    add(new JsonItem(null, null, refusal));
  }

  void forEach(Consumer<JsonItem> action) {
    items.forEach(action);
  }

  private void open(JsonNode document) throws Refusal {
    if (document.isObject()) {
      envelope.open(document, this);
    } else {
      item(document);
    }
  }

  private void add(JsonItem item) throws Refusal {
    if (items.size() == limit) {
      throw tooMany();
    }
    items.add(item);
  }

  static Refusal tooMany() {
    return new Refusal(
        DeadLetterReason.too_many_items, "more than %d items in a record".formatted(MAX_ITEMS));
  }
}
