package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendDelta;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of {@link TrendDelta}s of one target: associative, and indifferent to order but for what is
 * frequent, of which the bounds are.
 */
final class Deltas {

  private Deltas() {}

  /** The sum of both, for a pane that starts at {@code paneStart}; {@code one} may be null. */
  static TrendDelta sum(long paneStart, TrendDelta one, TrendDelta other) {
    return TrendDelta.newBuilder(other)
        .setPaneStart(paneStart)
        .setExposure(other.getExposure() + (one == null ? 0 : one.getExposure()))
        .setTechniques(
            one == null ? other.getTechniques() : sum(one.getTechniques(), other.getTechniques()))
        .build();
  }

  /** The same without the busiest actors, for panes that do not name them. */
  static TrendDelta withoutActors(TrendDelta delta) {
    return TrendDelta.newBuilder(delta)
        .setTechniques(
            delta.getTechniques().stream()
                .map(
                    technique ->
                        TechniqueDelta.newBuilder(technique).setFrequentActors(null).build())
                .toList())
        .build();
  }

  private static List<TechniqueDelta> sum(List<TechniqueDelta> one, List<TechniqueDelta> other) {
    Map<String, TechniqueDelta> sums = new TreeMap<>();
    one.forEach(technique -> sums.put(technique.getTechnique(), technique));
    other.forEach(technique -> sums.merge(technique.getTechnique(), technique, Deltas::sum));
    return List.copyOf(sums.values());
  }

  private static TechniqueDelta sum(TechniqueDelta one, TechniqueDelta other) {
    return TechniqueDelta.newBuilder()
        .setTechnique(one.getTechnique())
        .setEvents(one.getEvents() + other.getEvents())
        .setBlocked(one.getBlocked() + other.getBlocked())
        .setSucceeded(one.getSucceeded() + other.getSucceeded())
        .setDetections(one.getDetections() + other.getDetections())
        .setActors(ActorSketch.union(one.getActors(), other.getActors()))
        .setReviewed(one.getReviewed() + other.getReviewed())
        .setReviewedBlocked(one.getReviewedBlocked() + other.getReviewedBlocked())
        .setReviewedActors(ReviewedActors.union(one.getReviewedActors(), other.getReviewedActors()))
        .setRules(RuleCounts.sum(one.getRules(), other.getRules()))
        .setClusters(Frequency.sum(one.getClusters(), other.getClusters()))
        .setFrequentActors(Frequency.sum(one.getFrequentActors(), other.getFrequentActors()))
        .build();
  }
}
