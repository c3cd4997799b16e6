package dev.groundswell.pipelines.ingest.format;

/** Reads the records of one wire format. Not thread-safe. */
public interface RecordDecoder {

  /**
   * Hands out the items of a record in their order: as many as it holds, whatever becomes of each.
   *
   * @param record the bytes of one source record
   * @throws Refusal if the record cannot be read at all; then no item was handed out. Nothing else
   *     is ever thrown
   */
  void decode(byte[] record, Items items) throws Refusal;
}
