package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * A question about one field of one event. Equal predicates of different rules are asked once.
 *
 * @param field dotted field name
 * @param test what its value must satisfy; for a field of several values, one of them
 */
public record Predicate(String field, Test test) implements Serializable {

  /** What a value must satisfy. */
  public sealed interface Test extends Serializable {}

  /** Equal as text, without regard to case; {@code text} is lower case. */
  public record EqualTo(String text) implements Test {}

  /** The whole text matches a pattern with wildcards, without regard to case. */
  public record Like(Wildcard pattern) implements Test {}

  /** A number that compares with the bound. */
  public record Compared(Comparison comparison, BigDecimal bound) implements Test {}

  /** The event has (or has not) a value. */
  public record Exists(boolean expected) implements Test {}
}
