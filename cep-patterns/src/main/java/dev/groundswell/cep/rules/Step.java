package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A node of a rule's correlation tree. */
public sealed interface Step extends Serializable {

  /** Name, unique in the rule. */
  String name();

  /** The base rules at the leaves under it, from left to right, a repeated one repeatedly. */
  Stream<BaseRule> baseRules();

  /**
   * A detection rule: holds for single events.
   *
   * @param name name by which correlations refer to it
   * @param broad ordinary traffic satisfies it: it takes part in correlations, but an event that
   *     satisfies nothing else is no evidence of abuse
   * @param condition what an event must satisfy
   */
  record BaseRule(String name, boolean broad, Condition condition) implements Step {

    @Override
    public Stream<BaseRule> baseRules() {
      return Stream.of(this);
    }
  }

  /** A step that looks at more than one event of a group. */
  sealed interface Correlation extends Step {

    /** What it correlates, in the order of the file. */
    List<Step> steps();

    /** What makes the group. */
    GroupBy groupBy();

    /** Length of its sliding closed window. */
    Duration timespan();

    @Override
    default Stream<BaseRule> baseRules() {
      return steps().stream().flatMap(Step::baseRules);
    }
  }

  /**
   * A number made of the events at which one of its steps held, judged at each such event over the
   * window that ends there.
   *
   * @param measure what the number is
   * @param threshold what the number must satisfy
   */
  record Count(
      String name,
      Measure measure,
      List<Step> steps,
      GroupBy groupBy,
      Duration timespan,
      Threshold threshold)
      implements Correlation {

    public Count {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Steps in this order, all within the timespan of the first.
   *
   * @param steps what must hold; a correlation takes part as the event at which it held
   * @param absences what must not happen in between, before or after
   * @param relations what pairs of its events must have to do with each other
   */
  record Sequence(
      String name,
      List<Step> steps,
      List<Absence> absences,
      List<Relation> relations,
      GroupBy groupBy,
      Duration timespan)
      implements Correlation {

    public Sequence {
      steps = List.copyOf(steps);
      absences = List.copyOf(absences);
      relations = List.copyOf(relations);
    }

    @Override
    public Stream<BaseRule> baseRules() {
      return Stream.concat(Correlation.super.baseRules(), absences.stream().map(Absence::unwanted));
    }
  }

  /**
   * An event that must not happen.
   *
   * @param unwanted what an event must satisfy to be one
   * @param position before which step of the sequence, counted from 0; the number of steps stands
   *     for after the last
   * @param within how long before the first step, or after the last; between two steps, zero
   */
  record Absence(BaseRule unwanted, int position, Duration within) implements Serializable {}
}
