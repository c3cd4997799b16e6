package dev.groundswell.cep.correlate;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A part of a rule as it was drawn: the reference reads this, and never what the loader made. */
sealed interface DrawnStep {

  /** Unique in the rule. */
  String name();

  /** What it is made of; nothing for a base rule. */
  List<DrawnStep> steps();

  /** Names of the base rules under it, each once. */
  default Stream<String> bases() {
    return steps().stream().flatMap(DrawnStep::bases).distinct();
  }

  /** Holds for an event that has a label of its name. */
  record Base(String name) implements DrawnStep {

    @Override
    public List<DrawnStep> steps() {
      return List.of();
    }

    @Override
    public Stream<String> bases() {
      return Stream.of(name);
    }
  }

  /** A step that looks at more than one event. */
  sealed interface Correlated extends DrawnStep {

    /** Whether it looks at the parts of the group one by one. */
    boolean finer();

    /** Length of its window. */
    long seconds();
  }

  /**
   * A number over the window.
   *
   * @param fields whose values are counted, added up or averaged
   */
  record Counted(
      String name,
      List<DrawnStep> steps,
      boolean finer,
      long seconds,
      Measured measured,
      List<String> fields,
      List<Bound> bounds)
      implements Correlated {}

  /** Steps in order. */
  record Ordered(
      String name,
      List<DrawnStep> steps,
      boolean finer,
      long seconds,
      List<Absent> absent,
      List<Where> where)
      implements Correlated {

    @Override
    public Stream<String> bases() {
      return Stream.concat(Correlated.super.bases(), absent.stream().map(Absent::rule)).distinct();
    }
  }

  /** What is counted, by the name that Sigma has for it. */
  enum Measured {
    EVENT_COUNT,
    VALUE_COUNT,
    VALUE_SUM,
    VALUE_AVG,
    TEMPORAL;

    String type() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One comparison, by the name that Sigma has for it. */
  record Bound(String comparison, double value) {

    boolean holds(double number) {
      return switch (comparison) {
        case "gt" -> number > value;
        case "gte" -> number >= value;
        case "lt" -> number < value;
        case "lte" -> number <= value;
        case "eq" -> number == value;
        case "neq" -> number != value;
        default -> throw new IllegalArgumentException(comparison);
      };
    }
  }

  /** Where an event must not happen. */
  enum Place {
    BEFORE_FIRST,
    BEFORE_LAST,
    AFTER_LAST
  }

  /**
   * An event that must not happen.
   *
   * @param seconds for how long, at the ends
   */
  record Absent(String rule, Place place, long seconds) {}

  /**
   * What two events must have to do with each other.
   *
   * @param bound of the number between them, null where there is none
   * @param ends whether the first and the last step are compared, not each with the one before it
   */
  record Where(String kind, String field, Bound bound, boolean ends) {}
}
