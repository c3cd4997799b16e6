package dev.groundswell.pipelines.ingest.format;

import java.util.Collections;
import java.util.SortedSet;

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

  /**
   * The names of attributes in a record that nothing is read from, sorted, with {@code N} for
   * numbers in them: how an operator sees what a library says in names that are not known yet.
   * Empty for formats whose fields are all known.
   *
   * @throws Refusal if the record cannot be read at all
   */
  default SortedSet<String> unread(byte[] record) throws Refusal {
    return Collections.emptySortedSet();
  }
}
