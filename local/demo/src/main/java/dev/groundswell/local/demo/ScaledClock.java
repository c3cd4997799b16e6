package dev.groundswell.local.demo;

import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock on which event time passes faster than time does, so that a short run spans long windows.
 * Serialisable, since it travels to the workers.
 */
final class ScaledClock extends Clock implements Serializable {

  private final Clock wall;
  private final Instant wallStart;
  private final Instant start;
  private final int scale;

  /**
   * @param wall the real clock
   * @param wallStart when, on the real clock, this one shows {@code start}
   * @param start first moment
   * @param scale how much faster than the real clock it runs
   */
  ScaledClock(Clock wall, Instant wallStart, Instant start, int scale) {
    this.wall = wall;
    this.wallStart = wallStart;
    this.start = start;
    this.scale = scale;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  /** Asked several times an event, so without the arithmetic of {@link Duration}. */
  @Override
  public long millis() {
    return start.toEpochMilli() + (wall.millis() - wallStart.toEpochMilli()) * scale;
  }

  /** When, on the real clock, this one shows its start. */
  Instant wallStart() {
    return wallStart;
  }

  /** When, on the real clock, this one shows a moment. */
  Instant wallTime(Instant moment) {
    return wallStart.plus(Duration.between(start, moment).dividedBy(scale));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("everything here is in UTC");
  }
}
