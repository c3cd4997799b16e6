package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.TelemetryEvent;

/** What an item says, whether that is an event or a part of one. */
final class ItemEvent {

  private ItemEvent() {}

  /** The event; null if the item was refused, or is nothing of ours. */
  static TelemetryEvent of(SourceItem item) {
    return item.getPart() == null ? item.getEvent() : item.getPart().getEvent();
  }
}
