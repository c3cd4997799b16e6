package dev.groundswell.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether contestants said the same: only then their costs can be compared. */
final class Agreement {

  private static final int SHOWN = 3;

  private Agreement() {}

  /**
   * Compares what they said.
   *
   * @param alerts of each, sorted
   * @throws Disagreement if they differ, or if none says anything
   */
  static void require(Map<Contestant, List<String>> alerts) throws Disagreement {
    Contestant first = alerts.keySet().iterator().next();
    List<String> expected = alerts.get(first);
    if (expected.isEmpty()) {
      throw new Disagreement("no rule fired, so that nothing is compared");
    }
    for (Map.Entry<Contestant, List<String>> each : alerts.entrySet()) {
      if (!each.getValue().equals(expected)) {
        throw new Disagreement(
            "%s: %d alerts, of its own %s; %s: %d alerts, of its own %s"
                .formatted(
                    first,
                    expected.size(),
                    some(expected, each.getValue()),
                    each.getKey(),
                    each.getValue().size(),
                    some(each.getValue(), expected)));
      }
    }
  }

  /** Alerts of one list that the other has not, or less often. */
  private static List<String> some(List<String> of, List<String> butNot) {
    List<String> own = new ArrayList<>(of);
    butNot.forEach(own::remove);
    return own.subList(0, Math.min(SHOWN, own.size()));
  }

  /** Contestants that are measured say different things. */
  static final class Disagreement extends Exception {
    Disagreement(String message) {
      super(message);
    }
  }
}
