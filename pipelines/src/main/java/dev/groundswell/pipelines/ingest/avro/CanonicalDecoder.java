package dev.groundswell.pipelines.ingest.avro;

import dev.groundswell.pipelines.ingest.format.Items;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.SingleObjectReader;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.UnreadableRecordException;

/** Canonical events from Avro's single-object encoding, under any version of their schema. */
public final class CanonicalDecoder implements RecordDecoder {

  private final SingleObjectReader<TelemetryEvent> reader =
      new SingleObjectReader<>(TelemetryEvent.class);

  @Override
  public void decode(byte[] record, Items items) throws Refusal {
    items.event(read(record));
  }

  private TelemetryEvent read(byte[] record) throws Refusal {
    try {
      return reader.read(record);
    } catch (UnreadableRecordException e) {
      throw new Refusal(e.reason(), e.getMessage());
    }
  }
}
