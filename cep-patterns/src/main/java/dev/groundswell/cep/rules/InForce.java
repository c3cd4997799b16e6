package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.util.List;

/**
 * The event times at which a version of a rule is in force, ms since 1970-01-01 UTC: what happens
 * at others it does not see.
 */
public record InForce(List<Span> spans) implements Serializable {

  /**
   * A part without a break.
   *
   * @param since its first moment
   * @param until the first moment after it
   */
  record Span(long since, long until) implements Serializable {}

  public InForce {
    spans = List.copyOf(spans);
  }

  /** At all times. */
  public static InForce always() {
    return new InForce(List.of(new Span(Long.MIN_VALUE, Long.MAX_VALUE)));
  }

  /** Whether it is in force at every moment from one to another, both of them included. */
  public boolean throughout(long from, long to) {
    return spans.stream().anyMatch(span -> span.since() <= from && to < span.until());
  }
}
