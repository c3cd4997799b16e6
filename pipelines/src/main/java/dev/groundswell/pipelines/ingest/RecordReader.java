package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.ingest.format.Items;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The items of a source record: events that can be believed, refusals, and what is nothing of ours.
 * At least one, so that every record can be accounted for. Never throws.
 */
final class RecordReader {

  private final Format format;
  private final int maxBytes;
  private final RecordDecoder decoder;
  private final EventValidator validator;

  RecordReader(Format format, int maxBytes, RecordDecoder decoder, EventValidator validator) {
    this.format = format;
    this.maxBytes = maxBytes;
    this.decoder = decoder;
    this.validator = validator;
  }

  void read(ConsumerRecord<byte[], byte[]> record, Consumer<SourceItem> out) {
    byte[] payload = record.value() == null ? new byte[0] : record.value();
    NumberedItems items = new NumberedItems(record, ByteBuffer.wrap(payload), out);
    try {
      requireSize(payload);
      decoder.decode(payload, items);
      items.end();
    } catch (Refusal refusal) {
      items.refused(refusal);
    }
  }

  private void requireSize(byte[] payload) throws Refusal {
    if (payload.length > maxBytes) {
      throw new Refusal(
          DeadLetterReason.oversized,
          "%d bytes, at most %d are read".formatted(payload.length, maxBytes));
    }
  }

  private final class NumberedItems implements Items {

    private final ConsumerRecord<byte[], byte[]> record;
    private final ByteBuffer payload;
    private final Consumer<SourceItem> out;
    private int next;

    NumberedItems(
        ConsumerRecord<byte[], byte[]> record, ByteBuffer payload, Consumer<SourceItem> out) {
      this.record = record;
      this.payload = payload;
      this.out = out;
    }

    @Override
    public void event(TelemetryEvent event) {
      if (isValid(event)) {
        SourceItem item = item();
        item.setEvent(event);
        out.accept(item);
      }
    }

    @Override
    public void part(TracePart part) {
      if (isValid(part.getEvent())) {
        SourceItem item = item();
        item.setPart(part);
        out.accept(item);
      }
    }

    private boolean isValid(TelemetryEvent event) {
      try {
        validator.validate(event);
        return true;
      } catch (Refusal refusal) {
        refused(refusal);
        return false;
      }
    }

    @Override
    public void refused(Refusal refusal) {
      SourceItem item = item();
      item.setReason(refusal.reason());
      item.setDetail(refusal.getMessage());
      out.accept(item);
    }

    @Override
    public void ignored() {
      out.accept(item());
    }

    void end() {
      if (next == 0) {
        ignored();
      }
    }

    private SourceItem item() {
      SourceItem item = new SourceItem();
      item.setFormat(format.wireName());
      item.setTopic(record.topic());
      item.setPartition(record.partition());
      item.setOffset(record.offset());
      item.setItem(next++);
      item.setTime(record.timestamp());
      item.setPayload(payload);
      return item;
    }
  }
}
