package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

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

  private static BigDecimal times(BigDecimal value, long count) {
    return count == 1 ? value : value.multiply(BigDecimal.valueOf(count));
  }
}
