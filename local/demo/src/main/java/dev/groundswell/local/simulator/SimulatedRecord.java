package dev.groundswell.local.simulator;

/**
 * A record to send. The arrays are not copied: whoever gets a record must not change them.
 *
 * @param dueNanos when, in nanoseconds of wall time since the run's start
 * @param key record key, the raw user id in UTF-8
 * @param value canonical event in Avro single-object encoding, unless it was broken on purpose
 * @param treatment what was done to it
 * @param origin where it comes from; never sent
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy per record would cost
public record SimulatedRecord(
    long dueNanos, byte[] key, byte[] value, Treatment treatment, Origin origin) {

  /** Where a record comes from. */
  public sealed interface Origin {}

  /**
   * A benign user.
   *
   * @param user position in the population
   */
  public record Benign(int user) implements Origin {}

  /**
   * A planted story.
   *
   * @param campaign the story
   * @param completing true if the rule first holds at this event
   * @param last true if no further event of it follows
   */
  public record Planted(Campaign campaign, boolean completing, boolean last) implements Origin {}

  /** The same bytes once more. */
  SimulatedRecord repeated(long later) {
    return new SimulatedRecord(later, key, value, Treatment.DUPLICATE, origin);
  }
}
