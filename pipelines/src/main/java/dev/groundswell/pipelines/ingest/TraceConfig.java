package dev.groundswell.pipelines.ingest;

import dev.groundswell.schemas.TracePart;
import java.io.Serializable;
import java.time.Duration;

/**
 * How long, in event time, parts of a trace wait for each other.
 *
 * @param horizon how long a call waits after its end for what else is said of it
 * @param memory how long a part waits for its call, of which it may be the beginning
 * @param capacity how many parts of one trace wait at most
 */
public record TraceConfig(Duration horizon, Duration memory, int capacity) implements Serializable {

  /**
   * Calls are told at whole seconds: each telling looks at the whole trace, and a trace is sent by
   * anyone.
   */
  private static final long STEP_MILLIS = 1_000;

  /**
   * @throws IllegalArgumentException naming the key of a value that is not positive, or of a memory
   *     that is shorter than the horizon
   */
  public TraceConfig {
    if (horizon.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException("ingest.trace-horizon must be positive, is " + horizon);
    }
    if (memory.compareTo(horizon) < 0) {
      throw new IllegalArgumentException(
          "ingest.trace-memory must not be shorter than ingest.trace-horizon, is " + memory);
    }
    if (capacity <= 0) {
      throw new IllegalArgumentException("ingest.trace-capacity must be positive, is " + capacity);
    }
  }

  /** What the project was measured with. */
  public static TraceConfig defaults() {
    return new TraceConfig(Duration.ofSeconds(5), Duration.ofMinutes(2), 1_000);
  }

  /** How far calls are behind event time when they are told, milliseconds. */
  long delay() {
    return horizon.toMillis() + STEP_MILLIS;
  }

  /** When a call that ends with this part is told, milliseconds since 1970-01-01 UTC. */
  long tellAt(TracePart part) {
    return wholeStep(part) + horizon.toMillis();
  }

  /** The latest end of calls that are told then; both in milliseconds since 1970-01-01 UTC. */
  long toldAt(long time) {
    return wholeStep(time, horizon);
  }

  /** The latest end of parts that are forgotten then; both as above. */
  long forgottenAt(long time) {
    return wholeStep(time, memory);
  }

  /** When this part waits no longer, milliseconds since 1970-01-01 UTC. */
  long forgetAt(TracePart part) {
    return wholeStep(part) + memory.toMillis();
  }

  private static long wholeStep(long time, Duration before) {
    return Math.floorDiv(time - before.toMillis(), STEP_MILLIS) * STEP_MILLIS;
  }

  private static long wholeStep(TracePart part) {
    return -Math.floorDiv(-part.getEvent().getEventTime(), STEP_MILLIS) * STEP_MILLIS;
  }
}
