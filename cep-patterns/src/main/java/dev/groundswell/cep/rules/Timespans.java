package dev.groundswell.cep.rules;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sigma's way to write how long: a number and a letter. */
final class Timespans {

  private static final Pattern TIMESPAN = Pattern.compile("([1-9]\\d{0,7})([smhd])");
  private static final Duration NONE = Duration.ofSeconds(1);

  private Timespans() {}

  /** The timespan of a key that must be there. */
  static Duration parse(Fields fields, String key) {
    Matcher timespan = TIMESPAN.matcher(fields.required(key));
    if (!timespan.matches()) {
      fields.refuse(key, "must be a number of at most eight digits and one of s, m, h, d");
      return NONE;
    }
    long number = Long.parseLong(timespan.group(1));
    return switch (timespan.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
