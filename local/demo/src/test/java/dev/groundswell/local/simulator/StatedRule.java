package dev.groundswell.local.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A rule of the demo, written down a second time and as plainly as possible.
 *
 * @param name its name
 * @param points what it counts against an actor
 * @param group what the events of one group have in common; null for an event that is of none
 * @param judge when it holds
 */
record StatedRule(String name, int points, Function<Seen, Object> group, Judge judge) {

  static final Function<Seen, Object> USER = Seen::user;
  static final Function<Seen, Object> KEY = Seen::key;
  static final Function<Seen, Object> CONVERSATION = Seen::conversation;
  static final Function<Seen, Object> TEXT_OF_USER =
      seen -> all(seen.organization(), seen.user(), seen.text());
  static final Function<Seen, Object> TOOL_OF_SESSION = seen -> all(seen.session(), seen.tool());

  /** Looks at the events of one group in the order of their times. */
  interface Judge {
    void judge(List<Seen> events, Firing firing);
  }

  /** Is told what the rule holds for, the event at which it does last. */
  interface Firing {
    void fires(List<Seen> evidence);

    default void fires(List<Seen> evidence, Seen last) {
      List<Seen> all = new ArrayList<>(evidence);
      all.add(last);
      fires(all);
    }
  }

  private static Object all(Object... parts) {
    return Arrays.stream(parts).allMatch(Objects::nonNull) ? List.of(parts) : null;
  }
}
