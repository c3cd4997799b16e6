package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Grain;
import java.time.Duration;
import java.util.List;

/** The grains and their tumbling panes, aligned to the epoch in UTC. */
final class Panes {

  static final List<Grain> GRAINS = List.of(Grain.minute, Grain.five_minutes, Grain.hour);

  private Panes() {}

  static Duration length(Grain grain) {
    return switch (grain) {
      case minute -> Duration.ofMinutes(1);
      case five_minutes -> Duration.ofMinutes(5);
      case hour -> Duration.ofHours(1);
      case other -> throw new IllegalArgumentException("other is no grain");
    };
  }

  static long start(Grain grain, long time) {
    long length = length(grain).toMillis();
    return Math.floorDiv(time, length) * length;
  }

  static long end(Grain grain, long start) {
    return start + length(grain).toMillis();
  }
}
