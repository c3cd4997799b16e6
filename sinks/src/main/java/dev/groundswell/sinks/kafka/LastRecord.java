package dev.groundswell.sinks.kafka;

/**
 * The last record that a partition held for its reader, as the broker says.
 *
 * @param offset its offset; {@link #NONE} if there was nothing after where the reader began
 * @param asOf when the broker was asked, in milliseconds since 1970: there was nothing else yet
 */
public record LastRecord(long offset, long asOf) {

  /** Less than every offset. */
  public static final long NONE = -1;
}
