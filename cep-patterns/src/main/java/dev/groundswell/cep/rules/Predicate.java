package dev.groundswell.cep.rules;

import com.google.re2j.Pattern;
import java.io.Serializable;
import java.math.BigDecimal;

/**
 * A question about one event. Equal predicates of different rules are asked once.
 *
 * @param field dotted field name
 * @param test what its value must satisfy; for a field of several values, one of them
 */
public record Predicate(String field, Test test) implements Serializable {

  /** What a value must satisfy. */
  public sealed interface Test extends Serializable {}

  /**
   * Equal as text.
   *
   * @param text in folded case, unless {@code cased}
   * @param cased whether case matters
   */
  public record EqualTo(String text, boolean cased) implements Test {}

  /** The whole text matches a pattern with wildcards. */
  public record Like(Wildcard pattern) implements Test {}

  /** The pattern matches somewhere in the text. */
  public record Finds(Pattern pattern) implements Test {}

  /** The text is an address of the network. */
  public record InNetwork(Network network) implements Test {}

  /** A number that compares with the bound; {@code bound} has no trailing zeros. */
  public record Compared(Comparison comparison, BigDecimal bound) implements Test {}

  /** Equal to a value of another field of the event: as numbers, or as text in any case. */
  public record EqualToField(String other) implements Test {}

  /** The event has (or has not) a value. */
  public record Exists(boolean expected) implements Test {}
}
