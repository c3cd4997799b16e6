package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import java.time.Duration;
import java.util.List;

/** One rule, seen from the other side: how to cross its bar, and how to stay just below. */
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

  /** Event time that staying outside the rule's window takes. */
  Duration outsideWindow();

  /** Everything that the rule asks for, somewhere among other things. */
  void complete(Script script);

  void oneStepShort(Script script);

  void outsideWindow(Script script);

  void split(Script script);

  default void play(Campaign.Variant variant, Script script) {
    switch (variant) {
      case COMPLETE -> complete(script);
      case ONE_STEP_SHORT -> oneStepShort(script);
      case OUTSIDE_WINDOW -> outsideWindow(script);
      case SPLIT -> split(script);
    }
  }
}
