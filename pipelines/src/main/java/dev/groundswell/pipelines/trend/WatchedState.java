package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.TargetKind;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.java.tuple.Tuple2;

/** Since when requests reach a target. */
final class WatchedState {

  /** So that not every tick looks at all targets. */
  private static final long BETWEEN_LOOKS = Duration.ofHours(1).toMillis();

  /**
   * Start of a target's first and last tick with requests; of kinds without requests of their own,
   * of those of all products.
   */
  private final MapState<String, Tuple2<Long, Long>> watched;

  private final long remembered;

  /**
   * @param remembered for how long a target is that no request reaches
   */
  WatchedState(MapState<String, Tuple2<Long, Long>> watched, Duration remembered) {
    this.watched = watched;
    this.remembered = remembered.toMillis();
  }

  /** Sees the requests of a tick, and forgets the targets that had none for so long. */
  void see(Tick tick) throws Exception {
    for (Map.Entry<String, Long> target : tick.exposures().entrySet()) {
      if (target.getValue() > 0) {
        see(target.getKey(), tick.start());
      }
    }
    for (TargetKind kind : TargetKind.values()) {
      if (!Targets.hasExposure(kind) && tick.ofProducts() > 0) {
        see(kind.name(), tick.start());
      }
    }
    if (tick.start() % BETWEEN_LOOKS == 0) {
      MapStates.removeIf(watched, target -> target.getValue().f1 < tick.start() - remembered);
    }
  }

  private void see(String target, long tickStart) throws Exception {
    Tuple2<Long, Long> known = watched.get(target);
    watched.put(target, Tuple2.of(known == null ? tickStart : known.f0, tickStart));
  }

  /** For how long a target of which the tick has requests had been watched when the tick began. */
  Duration until(Tick tick, Target target) throws Exception {
    return Duration.ofMillis(tick.start() - since(target));
  }

  /**
   * Start of the first tick with requests of a target, in milliseconds since the epoch; the end of
   * times for one that is forgotten.
   */
  long since(Target target) throws Exception {
    Tuple2<Long, Long> known = watched.get(target.exposureKey());
    return known == null ? Long.MAX_VALUE : known.f0;
  }
}
