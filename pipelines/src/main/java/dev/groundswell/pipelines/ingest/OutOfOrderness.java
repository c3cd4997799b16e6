package dev.groundswell.pipelines.ingest;

import static java.util.stream.Collectors.toMap;

import dev.groundswell.pipelines.ingest.format.Format;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How much earlier than its predecessors an event may be and still be on time, and after a silence
 * how much earlier than the clock. It differs by format, since some are delivered minutes after the
 * fact; event time is as far behind as the slowest format that is read.
 *
 * @param byFormat of every format, none negative
 */
public record OutOfOrderness(Map<Format, Duration> byFormat) implements Serializable {

  private static final String KEY = "ingest.out-of-orderness";

  /**
   * @throws IllegalArgumentException naming the key of a format that has none, or a negative one
   */
  public OutOfOrderness {
    for (Format format : Format.values()) {
      Duration bound = byFormat.get(format);
      if (bound == null || bound.isNegative()) {
        throw new IllegalArgumentException(
            "%s must not be negative, is %s".formatted(key(format), bound));
      }
    }
    byFormat = new EnumMap<>(byFormat);
  }

  /** The key that sets it: canonical events have the plain one, which others fall back on. */
  public static String key(Format format) {
    return format == Format.AVRO ? KEY : KEY + "-of." + format.wireName();
  }

  /** What the formats' providers are documented to need. */
  public static OutOfOrderness defaults() {
    return each(format -> DeliveryDelay.of(format).bound());
  }

  /** The same for every format. */
  public static OutOfOrderness everywhere(Duration bound) {
    return each(format -> bound);
  }

  /** What is said of each format. */
  public static OutOfOrderness each(Function<Format, Duration> bound) {
    return new OutOfOrderness(Arrays.stream(Format.values()).collect(toMap(f -> f, bound)));
  }

  /** That of a format. */
  public Duration of(Format format) {
    return byFormat.get(format);
  }

  /** That of each topic. */
  Map<String, Duration> byTopic(Map<String, Format> formats) {
    return formats.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, topic -> of(topic.getValue())));
  }

  /** Which of these formats has the largest, and so decides how far behind event time is. */
  public Format slowest(Collection<Format> formats) {
    return formats.stream().max(Comparator.comparing(this::of)).orElseThrow();
  }
}
