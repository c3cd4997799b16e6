package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One rule, seen from the other side: how to cross its bar, and how to stay just below. What a
 * story consists of is an {@link Activity} of somebody, or one of an agent; the planner's list of
 * scenarios is all that has to name a new one.
 */
interface Scenario {

  /** Name of the rule. */
  String rule();

  /** Those whose formats carry everything that the rule looks at. */
  default List<Producer> producers() {
    return List.of(Producer.values());
  }

  /** Other rules that its stories hold against as well. */
  default List<String> alongside() {
    return List.of();
  }

  /** The stories that make sense: a rule about single events has no window, and no group. */
  default Set<Campaign.Variant> variants() {
    return EnumSet.allOf(Campaign.Variant.class);
  }

  /** Event time that staying outside the rule's window takes. */
  default Duration outsideWindow() {
    return Duration.ZERO;
  }

  /** Everything that the rule asks for, somewhere among other things. */
  void complete(Script script);

  void oneStepShort(Script script);

  default void outsideWindow(Script script) {
    throw new IllegalArgumentException(rule() + " has no window");
  }

  default void split(Script script) {
    throw new IllegalArgumentException(rule() + " has no group");
  }

  default void play(Campaign.Variant variant, Script script) {
    switch (variant) {
      case COMPLETE -> complete(script);
      case ONE_STEP_SHORT -> oneStepShort(script);
      case OUTSIDE_WINDOW -> outsideWindow(script);
      case SPLIT -> split(script);
    }
  }
}
