package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.Items;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.TracePart;

/** Makes parts of spans and log records, and leaves out what says nothing of a call. */
final class PartReader implements OtlpItems {

  private final String format;
  private final Items items;
  private int next;

  /**
   * @param format wire name of the format
   */
  PartReader(String format, Items items) {
    this.format = format;
    this.items = items;
  }

  /** How one item becomes a part; null if it says nothing. */
  @FunctionalInterface
  private interface Reading {

    TracePart part() throws Refusal;
  }

  @Override
  public void span(OtlpSpan span) {
    handOut(() -> SpanPart.of(span, format));
  }

  @Override
  public void log(OtlpLog log) {
    handOut(() -> MessagePart.of(log, next, format));
  }

  @Override
  public void ignored() {
    next++;
    items.ignored();
  }

  @Override
  public void refused(Refusal refusal) {
    next++;
    items.refused(refusal);
  }

  private void handOut(Reading reading) {
    TracePart part;
    try {
      part = reading.part();
    } catch (Refusal refusal) {
      refused(refusal);
      return;
    } catch (RuntimeException e) {
      // One that got out of the source would meet the same record after every restart.
      refused(
          new Refusal(
              DeadLetterReason.undecodable,
              "an item is not as its format has it (%s)".formatted(e.getClass().getSimpleName())));
      return;
    }
    if (part == null) {
      ignored();
    } else {
      next++;
      items.part(part);
    }
  }
}
