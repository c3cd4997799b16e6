package dev.groundswell.cep.rules;

import java.io.Serializable;

/**
 * The condition of a count.
 *
 * @param comparison how the number is compared
 * @param bound with what: a number of events, or of values
 */
public record Threshold(Comparison comparison, long bound) implements Serializable {

  /** Whether the number satisfies the condition. */
  public boolean holds(long number) {
    return comparison.holds(Long.compare(number, bound));
  }
}
