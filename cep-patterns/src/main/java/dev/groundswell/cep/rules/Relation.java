package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.util.List;

/**
 * What two events of a sequence must have to do with each other. Where one of them lacks the field,
 * it does not hold.
 *
 * @param kind which comparison
 * @param field dotted name of the compared field; {@code client.geo} stands for a place
 * @param threshold what the number between the two must satisfy, where there is one
 * @param earlier position of the earlier step, counted from 0
 * @param later position of the later step
 */
public record Relation(Kind kind, String field, Threshold threshold, int earlier, int later)
    implements Serializable {

  private static final List<String> PLACE = List.of("client.geo.lat", "client.geo.lon");

  /** Dotted names of the fields whose values are compared. */
  public List<String> fields() {
    return kind == Kind.DISTANCE || kind == Kind.SPEED ? PLACE : List.of(field);
  }

  /** Comparisons of two events. */
  public enum Kind {
    /** The values are equal, to the letter. */
    SAME(false),
    /** The values differ. */
    DIFFERS(false),
    /** The later value is greater. */
    RISES(false),
    /** Number of bits in which two similarity hashes differ. */
    NEAR(true),
    /** Kilometres between the two places, along a great circle. */
    DISTANCE(true),
    /** Kilometres an hour that it takes to be at both places. */
    SPEED(true);

    private final boolean numeric;

    Kind(boolean numeric) {
      this.numeric = numeric;
    }

    /** Whether it yields a number that a threshold judges. */
    public boolean isNumeric() {
      return numeric;
    }
  }
}
