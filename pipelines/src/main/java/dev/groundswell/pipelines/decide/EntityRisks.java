package dev.groundswell.pipelines.decide;

import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EntityRisk;
import dev.groundswell.schemas.RiskContribution;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides when the detections of different rules add up to an actor worth a page.
 *
 * @param score what a detection counts
 * @param bar the points that it takes
 */
record EntityRisks(RiskScore score, int bar) implements Serializable {

  /** By the last event, so that equal detections are taken equally whatever order they come in. */
  static final Comparator<Detection> ORDER =
      Comparator.comparingLong(Detection::getLast).thenComparing(Detection::getDetectionId);

  /**
   * The risk, if the bar is reached. One rule alone never does: whoever repeats himself has paged
   * already.
   *
   * @param latest the latest detection of each rule; counted as of the last of them
   */
  Optional<EntityRisk> of(Collection<Detection> latest) {
    long now = latest.stream().mapToLong(Detection::getLast).max().orElse(0);
    List<RiskContribution> contributions =
        latest.stream().sorted(ORDER).map(detection -> contribution(detection, now)).toList();
    double sum = contributions.stream().mapToDouble(RiskContribution::getPoints).sum();
    return latest.size() > 1 && sum >= bar
        ? Optional.of(new EntityRisk(sum, contributions))
        : Optional.empty();
  }

  /** The event time at which a detection no longer counts, ms since 1970-01-01 UTC. */
  long forgottenAt(Detection detection) {
    return detection.getLast() + score.lifetime(detection.getRuleLevel()).toMillis();
  }

  private RiskContribution contribution(Detection detection, long now) {
    Duration age = Duration.ofMillis(now - detection.getLast());
    return new RiskContribution(
        detection.getDetectionId(),
        detection.getRuleName(),
        score.left(detection.getRuleLevel(), age));
  }
}
