package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendDelta;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

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
            one == null
                ? other.getTechniques()
                : sum(
                    one.getTechniques(),
                    other.getTechniques(),
                    TechniqueDelta::getTechnique,
                    Deltas::sum))
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

  /** Sums of those in both lists that have one name, sorted by it. */
  static <T> List<T> sum(
      List<T> one, List<T> other, Function<T, String> name, BinaryOperator<T> sum) {
    Map<String, T> sums = new TreeMap<>();
    one.forEach(item -> sums.put(name.apply(item), item));
    other.forEach(item -> sums.merge(name.apply(item), item, sum));
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
