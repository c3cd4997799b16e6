package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.RuleCount;
import java.util.List;
import java.util.Map;

/** Detections by rule, sorted by it: as many as there are rules at most. */
final class RuleCounts {

  private RuleCounts() {}

  static void add(Map<String, RuleCount> counts, String rule, boolean isShadow) {
    counts.merge(rule, new RuleCount(rule, 1L, isShadow ? 1L : 0L), RuleCounts::sum);
  }

  static List<RuleCount> sum(List<RuleCount> one, List<RuleCount> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return Deltas.sum(one, other, RuleCount::getRule, RuleCounts::sum);
  }

  private static RuleCount sum(RuleCount one, RuleCount other) {
    return new RuleCount(
        one.getRule(),
        one.getDetections() + other.getDetections(),
        one.getShadow() + other.getShadow());
  }
}
