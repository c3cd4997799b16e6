package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.Grain;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Names of indices. The period is that of the event, not of the writing, so that what is replayed
 * meets its earlier self.
 */
final class IndexName {

  private static final DateTimeFormatter YEAR =
      DateTimeFormatter.ofPattern("uuuu").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu.MM").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu.MM.dd").withZone(ZoneOffset.UTC);

  private IndexName() {}

  static String alerts(Instant time) {
    return "groundswell-alerts-" + MONTH.format(time);
  }

  static String events(Instant time) {
    return "groundswell-events-" + DAY.format(time);
  }

  static String trends(Grain grain, Instant time) {
    DateTimeFormatter period =
        switch (grain) {
          case minute -> DAY;
          case five_minutes, hour, other -> MONTH;
          case day, week, month -> YEAR;
        };
    return "groundswell-trends-" + spelled(grain) + "-" + period.format(time);
  }

  static String shifts(Instant opened) {
    return "groundswell-shifts-" + MONTH.format(opened);
  }

  static String mitigations(Instant time) {
    return "groundswell-mitigations-" + YEAR.format(time);
  }

  static String baselines(Instant asOf) {
    return "groundswell-baselines-" + MONTH.format(asOf);
  }

  static String audit(Instant time) {
    return "groundswell-audit-" + MONTH.format(time);
  }

  static String deadLetters(Instant time) {
    return "groundswell-dead-letters-" + DAY.format(time);
  }

  static String spelled(Grain grain) {
    return switch (grain) {
      case minute -> "1m";
      case five_minutes -> "5m";
      case hour -> "1h";
      case day -> "1d";
      case week -> "1w";
      case month -> "1mo";
      case other -> "other";
    };
  }
}
