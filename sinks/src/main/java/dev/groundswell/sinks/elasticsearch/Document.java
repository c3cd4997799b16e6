package dev.groundswell.sinks.elasticsearch;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * What is written to Elasticsearch, and what waits in a checkpoint until it is written.
 *
 * @param index name of the index, of the event's time
 * @param id deterministic id: the same result always has the same one
 * @param operation how a second document of that id is dealt with
 * @param version version for {@link Operation#INDEX_EXTERNAL_GTE}, else 0
 * @param source the document itself, JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content
record Document(String index, String id, Operation operation, long version, byte[] source)
    implements Serializable {

  /** How a document meets an earlier one of its id. The names are a format: they stand in state. */
  enum Operation {
    /** The first one stays: a repeated document is the same document. */
    CREATE,
    /** The one of the higher or equal version stays. */
    INDEX_EXTERNAL_GTE
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Document that
        && index.equals(that.index)
        && id.equals(that.id)
        && operation == that.operation
        && version == that.version
        && Arrays.equals(source, that.source);
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, id, operation, version, Arrays.hashCode(source));
  }

  /** Without the source, which has no place in a log. */
  @Override
  public String toString() {
    return operation + " " + index + "/" + id + " version " + version;
  }
}
