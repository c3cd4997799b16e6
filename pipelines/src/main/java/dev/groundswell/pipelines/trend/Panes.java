package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Grain;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * The grains and their tumbling panes, in UTC: weeks begin on Monday (ISO 8601), months are those
 * of the calendar.
 */
final class Panes {

  static final List<Grain> GRAINS =
      List.of(Grain.minute, Grain.five_minutes, Grain.hour, Grain.day, Grain.week, Grain.month);

  /** Those that contributions are added to as they come. */
  static final List<Grain> SHORT = List.of(Grain.minute, Grain.five_minutes, Grain.hour);

  /** Those that hours are added to. */
  static final List<Grain> LONG = List.of(Grain.day, Grain.week, Grain.month);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Duration HOUR = Duration.ofHours(1);

  private Panes() {}

  /** Length of the panes of a short grain. */
  static Duration length(Grain grain) {
    return switch (grain) {
      case minute -> MINUTE;
      case five_minutes -> FIVE_MINUTES;
      case hour -> HOUR;
      case day, week, month, other ->
          throw new IllegalArgumentException("%s has no length of its own".formatted(grain));
    };
  }

  /** Start of the pane that holds a time, both in milliseconds since 1970-01-01 UTC. */
  static long start(Grain grain, long time) {
    return switch (grain) {
      case minute, five_minutes, hour -> floor(time, length(grain).toMillis());
      case day -> millis(day(time));
      case week -> millis(day(time).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
      case month -> millis(day(time).withDayOfMonth(1));
      case other -> throw new IllegalArgumentException("other is no grain");
    };
  }

  /** End of the pane that starts then, exclusive. */
  static long end(Grain grain, long start) {
    return switch (grain) {
      case minute, five_minutes, hour -> start + length(grain).toMillis();
      case day -> millis(day(start).plusDays(1));
      case week -> millis(day(start).plusWeeks(1));
      case month -> millis(day(start).plusMonths(1));
      case other -> throw new IllegalArgumentException("other is no grain");
    };
  }

  private static long floor(long time, long length) {
    return Math.floorDiv(time, length) * length;
  }

  private static LocalDate day(long time) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
  }

  private static long millis(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
