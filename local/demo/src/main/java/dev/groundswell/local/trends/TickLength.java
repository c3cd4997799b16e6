package dev.groundswell.local.trends;

import dev.groundswell.schemas.Grain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How long a tick may be, at the end of which cells are judged.
 *
 * @param name as people write it
 * @param grain of the panes that are judged
 * @param length of these
 */
record TickLength(String name, Grain grain, Duration length) {

  private static final List<TickLength> ALL =
      List.of(
          new TickLength("1m", Grain.minute, Duration.ofMinutes(1)),
          new TickLength("5m", Grain.five_minutes, Duration.ofMinutes(5)),
          new TickLength("1h", Grain.hour, Duration.ofHours(1)));

  /** End of the tick that a time is in, exclusive; both in milliseconds since the epoch. */
  long end(long time) {
    return (Math.floorDiv(time, length.toMillis()) + 1) * length.toMillis();
  }

  /** The shortest tick that is no shorter; empty if all are. */
  static Optional<TickLength> atLeast(Duration length) {
    return ALL.stream().filter(tick -> tick.length.compareTo(length) >= 0).findFirst();
  }

  /** Reads the name. */
  static final class Converter implements ITypeConverter<TickLength> {

    @Override
    public TickLength convert(String text) {
      return ALL.stream()
          .filter(tick -> tick.name.equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is no length of a tick: write one of %s".formatted(text, names())));
    }

    private static String names() {
      return ALL.stream().map(TickLength::name).collect(Collectors.joining(", "));
    }
  }
}
