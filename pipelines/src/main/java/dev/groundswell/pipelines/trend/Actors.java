package dev.groundswell.pipelines.trend;

import java.nio.ByteBuffer;

/**
 * Who did something.
 *
 * @param sketch of them; null if nobody did
 * @param count distinct ones
 */
record Actors(ByteBuffer sketch, long count) {

  static final Actors NONE = new Actors(null, 0);

  /** Those of a sketch, or none without one. */
  static Actors of(ByteBuffer sketch) {
    return sketch == null
        ? NONE
        : new Actors(sketch, Math.round(ActorSketch.of(sketch).estimate()));
  }
}
