package dev.groundswell.pipelines.ingest;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that is put forward by hand. */
final class SteppedClock extends Clock {
  transient Instant now = Events.NOW;

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("everything here is in UTC");
  }

  @Override
  public Instant instant() {
    return now;
  }
}
