package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Mitigation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;

/** What was done, until its watch is over. */
final class MitigationState {

  /** By id. */
  private final MapState<String, Mitigation> mitigations;

  private final Duration watch;

  MitigationState(MapState<String, Mitigation> mitigations, Duration watch) {
    this.mitigations = mitigations;
    this.watch = watch;
  }

  void add(Mitigation mitigation) throws Exception {
    mitigations.put(mitigation.getMitigationId(), mitigation);
  }

  /** Those that are watched at a time, or will be; the others are forgotten. */
  Watches at(long time) throws Exception {
    MapStates.removeIf(
        mitigations, mitigation -> mitigation.getValue().getTime() + watch.toMillis() < time);
    List<Mitigation> left = new ArrayList<>();
    mitigations.values().forEach(left::add);
    return new Watches(left, watch);
  }
}
