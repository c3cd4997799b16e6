package dev.groundswell.sinks.elasticsearch;

import java.time.Duration;
import java.util.Optional;

/** Indices of one kind of document; each holds a day, a month or a year of event time. */
public enum IndexFamily {
  ALERTS("alerts", null),
  EVENTS("events", Duration.ofDays(30)),
  TREND_MINUTES("trends-1m", Duration.ofDays(7)),
  TREND_FIVE_MINUTES("trends-5m", Duration.ofDays(60)),
  TREND_HOURS("trends-1h", Duration.ofDays(180)),
  TREND_DAYS("trends-1d", null),
  TREND_WEEKS("trends-1w", null),
  TREND_MONTHS("trends-1mo", null),
  SHIFTS("shifts", null),
  MITIGATIONS("mitigations", null),
  /** A cell is forgotten after eight weeks; so is what was written of it. */
  BASELINES("baselines", Duration.ofDays(60)),
  AUDIT("audit", null),
  DEAD_LETTERS("dead-letters", Duration.ofDays(30));

  private final String wireName;
  private final Duration usual;

  IndexFamily(String wireName, Duration usual) {
    this.wireName = wireName;
    this.usual = usual;
  }

  /** What stands between {@code groundswell-} and the period in the names of its indices. */
  public String wireName() {
    return wireName;
  }

  /** How long an index is kept after the end of its period, unless told otherwise. */
  public Optional<Duration> usual() {
    return Optional.ofNullable(usual);
  }
}
