package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.util.List;

/**
 * What a count counts.
 *
 * @param kind which number
 * @param fields whose values make it, by dotted name; none where events or steps are counted
 */
public record Measure(Kind kind, List<String> fields) implements Serializable {

  /** How the number is made of the events in the window. */
  public enum Kind {
    /** How many there are. */
    EVENTS,
    /** How many distinct values, or combinations of values, they have, equal to the letter. */
    VALUES,
    /** The sum of their values. */
    SUM,
    /** The mean of their values. */
    AVERAGE,
    /** How many of the steps held. */
    STEPS
  }

  public Measure {
    fields = List.copyOf(fields);
  }
}
