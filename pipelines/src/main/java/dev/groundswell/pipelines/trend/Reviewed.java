package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.ReviewedActor;
import java.util.List;

/**
 * Whose calls a detector, a judge or an analyst found abusive after they were made, a call each.
 *
 * @param count all of them
 * @param passed those whose call was not blocked when it was made
 */
record Reviewed(long count, Actors passed) {

  static final Reviewed NONE = new Reviewed(0, Actors.NONE);

  static Reviewed of(List<ReviewedActor> actors) {
    List<ReviewedActor> passed = actors.stream().filter(ReviewedActor::getPassed).toList();
    if (passed.isEmpty()) {
      return new Reviewed(actors.size(), Actors.NONE);
    }
    ActorSketch sketch = ActorSketch.empty();
    passed.forEach(actor -> sketch.add(actor.getActor()));
    return new Reviewed(actors.size(), new Actors(sketch.toBytes(), passed.size()));
  }
}
