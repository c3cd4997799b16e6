package dev.groundswell.local.demo;

import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of a run with a history: what has been sent by then is all that there is. Serialisable;
 * copies show the same, as long as they stay in this process.
 */
final class SentClock extends Clock implements Serializable {

  private final String run;
  private transient volatile SentTime time;

  /**
   * @param run name of a run that has begun
   */
  SentClock(String run) {
    this.run = run;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public long millis() {
    SentTime known = time;
    if (known == null) {
      known = SentTime.of(run);
      time = known;
    }
    return known.millis();
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
