package dev.groundswell.sinks.elasticsearch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An index of ours.
 *
 * @param name its name, as {@link IndexName} writes it
 * @param family whose it is
 * @param end of its period, exclusive: no document in it has a later time
 */
public record DatedIndex(String name, IndexFamily family, Instant end) {

  private static final Pattern NAME =
      Pattern.compile(
          "groundswell-(?<family>.+)-(?<year>\\d{4})(\\.(?<month>0[1-9]|1[0-2])(\\.(?<day>0[1-9]|[12]\\d|3[01]))?)?");

  /** The index of that name; empty if it is none of ours. */
  static Optional<DatedIndex> named(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Arrays.stream(IndexFamily.values())
        .filter(family -> family.wireName().equals(parts.group("family")))
        .findFirst()
        .flatMap(family -> end(parts).map(end -> new DatedIndex(name, family, end)));
  }

  private static Optional<Instant> end(Matcher parts) {
    LocalDate year = LocalDate.of(Integer.parseInt(parts.group("year")), 1, 1);
    if (parts.group("month") == null) {
      return Optional.of(start(year.plusYears(1)));
    }
    LocalDate month = year.withMonth(Integer.parseInt(parts.group("month")));
    if (parts.group("day") == null) {
      return Optional.of(start(month.plusMonths(1)));
    }
    int day = Integer.parseInt(parts.group("day"));
    return day > month.lengthOfMonth() ? Optional.empty() : Optional.of(start(month.plusDays(day)));
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
