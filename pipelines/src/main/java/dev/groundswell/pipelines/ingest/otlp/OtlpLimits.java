package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;

/** How much of a stranger's request is taken, whichever encoding it comes in. */
final class OtlpLimits {

  /** A record of a megabyte is a thousand spans; two bytes each make half a million. */
  static final int MAX_ITEMS = 10_000;

  /** Two bytes of protobuf can be an object of a hundred. */
  static final int MAX_ITEM_BYTES = 1 << 20;

  /** Libraries stop at 128; the messages of a long conversation, each by itself, are more. */
  static final int MAX_ATTRIBUTES = 4_096;

  static final int MAX_EVENTS = 1_024;

  /** Of a message in attributes. */
  static final int MAX_PARTS = 64;

  private OtlpLimits() {}

  static void attributes(int count) throws Refusal {
    atMost("attributes", count, MAX_ATTRIBUTES);
  }

  static void itemBytes(int count) throws Refusal {
    if (count > MAX_ITEM_BYTES) {
      throw new Refusal(
          DeadLetterReason.oversized, "an item of over %d bytes".formatted(MAX_ITEM_BYTES));
    }
  }

  static void events(int count) throws Refusal {
    atMost("events of a span", count, MAX_EVENTS);
  }

  static Refusal tooManyItems() {
    return tooMany("items in a record", MAX_ITEMS);
  }

  private static void atMost(String what, int count, int limit) throws Refusal {
    if (count > limit) {
      throw tooMany(what, limit);
    }
  }

  private static Refusal tooMany(String what, int limit) {
    return new Refusal(DeadLetterReason.too_many_items, "more than %d %s".formatted(limit, what));
  }
}
