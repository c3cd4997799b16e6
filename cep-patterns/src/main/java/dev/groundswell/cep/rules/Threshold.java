package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The condition of a count.
 *
 * @param bounds all of them must hold; several make a range
 */
public record Threshold(List<Bound> bounds) implements Serializable {

  /**
   * One comparison.
   *
   * @param comparison how the number is compared
   * @param value with what
   */
  public record Bound(Comparison comparison, BigDecimal value) implements Serializable {}

  public Threshold {
    bounds = List.copyOf(bounds);
  }

  /** A single whole bound. */
  public static Threshold of(Comparison comparison, long value) {
    return new Threshold(List.of(new Bound(comparison, BigDecimal.valueOf(value))));
  }

  /** Whether the number satisfies the condition. */
  public boolean holds(long number) {
    return holds(BigDecimal.valueOf(number));
  }

  /** Whether the number satisfies the condition. */
  public boolean holds(BigDecimal number) {
    return holdsForMean(number, 1);
  }

  /** Whether {@code sum / count} satisfies the condition; exactly, so nothing is divided. */
  public boolean holdsForMean(BigDecimal sum, long count) {
    for (Bound bound : bounds) {
      if (!bound.comparison().holds(sum.compareTo(times(bound.value(), count)))) {
        return false;
      }
    }
    return true;
  }

  /** Whether some whole number from {@code least} to {@code most} satisfies the condition. */
  boolean holdsWithin(long least, long most) {
    // It can only change at a bound or beside one.
    return LongStream.concat(
            LongStream.of(least, most),
            bounds.stream()
                .mapToLong(bound -> bound.value().setScale(0, RoundingMode.FLOOR).longValue())
                .flatMap(whole -> LongStream.rangeClosed(whole - 1, whole + 1)))
        .filter(number -> least <= number && number <= most)
        .anyMatch(this::holds);
  }

  private static BigDecimal times(BigDecimal value, long count) {
    return count == 1 ? value : value.multiply(BigDecimal.valueOf(count));
  }
}
