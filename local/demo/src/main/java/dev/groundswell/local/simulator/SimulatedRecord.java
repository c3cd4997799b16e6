package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.local.simulator.wire.WireFormat;
import dev.groundswell.schemas.TelemetryEvent;
import java.nio.charset.StandardCharsets;

/**
 * A record to send. The arrays are not copied: whoever gets a record must not change them.
 *
 * @param dueNanos when, in nanoseconds of wall time since the run's start
 * @param format wire name of the format that it is in
 * @param key record key in UTF-8: the raw user id, so that a user stays in order; what is said of a
 *     call afterwards names no user, but the call
 * @param value an event in that format, unless it was broken on purpose
 * @param treatment what was done to it
 * @param origin where it comes from; never sent
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy per record would cost
public record SimulatedRecord(
    long dueNanos, String format, byte[] key, byte[] value, Treatment treatment, Origin origin) {

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
   * @param place position of the event in {@link Campaign#eventIds}
   * @param last true if no further event of it follows
   */
  public record Planted(Campaign campaign, int place, boolean last) implements Origin {}

  /** The record of an event, in the format in which its producer writes it. */
  static SimulatedRecord of(
      long dueNanos, Producer producer, TelemetryEvent event, Treatment treatment, Origin origin) {
    WireFormat format = producer.format(event);
    return new SimulatedRecord(
        dueNanos, format.wireName(), key(event), format.encode(event), treatment, origin);
  }

  static byte[] key(TelemetryEvent event) {
    String key = event.getUserId() == null ? event.getCallId() : event.getUserId();
    return key.getBytes(StandardCharsets.UTF_8);
  }

  /** Other bytes instead. */
  SimulatedRecord broken(byte[] bytes) {
    return new SimulatedRecord(dueNanos, format, key, bytes, treatment, origin);
  }

  /** The same bytes once more. */
  SimulatedRecord repeated(long later) {
    return new SimulatedRecord(later, format, key, value, Treatment.DUPLICATE, origin);
  }
}
