package dev.groundswell.pipelines.trend;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What a cell had in five minutes.
 *
 * @param start milliseconds since the epoch
 * @param actors sketch of who attacked; null if nobody did
 * @param exposure requests among which they were; positive
 * @param parentRate actors per request in cells like this one; positive
 * @param watched for how long the target had been watched when the tick began
 */
record CellTick(long start, ByteBuffer actors, long exposure, double parentRate, Duration watched) {

  long end() {
    return start + ShiftConfig.TICK.toMillis();
  }

  /** Distinct actors. */
  long count() {
    return actors == null ? 0 : Math.round(ActorSketch.of(actors).estimate());
  }
}
