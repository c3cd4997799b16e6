package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** A node of a rule's correlation tree. */
public sealed interface Step extends Serializable {

  /** Name, unique in the rule's file. */
  String name();

  /**
   * A detection rule: holds for single events.
   *
   * @param name name by which correlations refer to it
   * @param broad ordinary traffic satisfies it: it takes part in correlations, but an event that
   *     satisfies nothing else is no evidence of abuse
   * @param condition what an event must satisfy
   */
  record BaseRule(String name, boolean broad, Condition condition) implements Step {}

  /** A step that looks at more than one event of a group. */
  sealed interface Correlation extends Step {

    /** Fields whose values make the group, sorted. */
    List<String> groupBy();

    /** Length of its sliding closed window. */
    Duration timespan();
  }

  /**
   * A number among the events that satisfied one of some base rules; judged at each such event over
   * the window that ends there.
   */
  sealed interface Count extends Correlation {

    /** The base rules; an event that satisfies several counts once. */
    List<BaseRule> counted();

    /** What the number must satisfy. */
    Threshold threshold();
  }

  /** How many events there were. */
  record EventCount(
      String name,
      List<BaseRule> counted,
      List<String> groupBy,
      Duration timespan,
      Threshold threshold)
      implements Count {

    public EventCount {
      counted = List.copyOf(counted);
      groupBy = List.copyOf(groupBy);
    }
  }

  /**
   * How many distinct values of a field the events had; equal as text, to the letter. Events
   * without the field take no part.
   *
   * @param field dotted name of the field
   */
  record ValueCount(
      String name,
      List<BaseRule> counted,
      String field,
      List<String> groupBy,
      Duration timespan,
      Threshold threshold)
      implements Count {

    public ValueCount {
      counted = List.copyOf(counted);
      groupBy = List.copyOf(groupBy);
    }
  }

  /**
   * Steps in this order, all within the timespan of the first.
   *
   * @param steps base rules and counts; a count takes part as the event at which it held
   */
  record TemporalOrdered(String name, List<Step> steps, List<String> groupBy, Duration timespan)
      implements Correlation {

    public TemporalOrdered {
      steps = List.copyOf(steps);
      groupBy = List.copyOf(groupBy);
    }
  }
}
