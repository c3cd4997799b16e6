package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendDelta;
import java.io.Serializable;
import java.util.List;

/**
 * A cell of which somebody has counted the actors and kept no more than the counts, so that who
 * they were is made up: each did it once, and is nobody who did it at another time.
 *
 * <p>Every count is among as many requests. What is judged is the rate of actors, and with an
 * exposure that does not vary the rate is the count; where a count is missing there are no requests
 * either, so that it is not taken for a count of 0.
 *
 * @param technique how something is attacked
 * @param kind of the target; one that requests reach
 * @param target what is attacked
 * @param exposure requests of each count; positive
 */
public record CountedCell(String technique, TargetKind kind, String target, long exposure)
    implements Serializable {

  /**
   * @throws IllegalArgumentException if there are no requests, or targets of the kind have none
   */
  public CountedCell {
    if (exposure < 1 || !Targets.hasExposure(kind)) {
      throw new IllegalArgumentException(
          "exposure of a %s is %d, it takes 1 or more, and no harm".formatted(kind, exposure));
    }
  }

  /**
   * What a count adds to the cell.
   *
   * @param time of the count, milliseconds since the epoch; no two counts of a cell have one
   * @param actors that were counted; so many sketch updates are made
   */
  public TrendDelta at(long time, long actors) {
    return TrendDelta.newBuilder()
        .setTargetKind(kind)
        .setTarget(target)
        .setPaneStart(Panes.start(Grain.minute, time))
        .setExposure(exposure)
        .setTechniques(actors == 0 ? List.of() : List.of(counted(time, actors)))
        .build();
  }

  private TechniqueDelta counted(long time, long actors) {
    ActorSketch sketch = ActorSketch.empty();
    for (long number = 0; number < actors; number++) {
      sketch.add(time, number);
    }
    return TechniqueDelta.newBuilder()
        .setTechnique(technique)
        .setEvents(actors)
        .setBlocked(0)
        .setSucceeded(0)
        .setDetections(0)
        .setReviewed(0)
        .setReviewedBlocked(0)
        .setActors(sketch.toBytes())
        .build();
  }
}
