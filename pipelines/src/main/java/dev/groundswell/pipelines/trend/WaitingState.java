package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.TrendDelta;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;

/** Panes whose tick has not ended. */
final class WaitingState {

  /** By tick and target. */
  private final MapState<String, TrendDelta> waiting;

  WaitingState(MapState<String, TrendDelta> waiting) {
    this.waiting = waiting;
  }

  void add(TrendDelta pane) throws Exception {
    waiting.put(prefix(pane.getPaneStart()) + Target.of(pane).key(), pane);
  }

  /** Those of the tick that starts then, in the order of their targets, which wait no longer. */
  Collection<TrendDelta> take(long tickStart) throws Exception {
    String prefix = prefix(tickStart);
    Map<String, TrendDelta> panes = new TreeMap<>();
    for (Map.Entry<String, TrendDelta> pane : waiting.entries()) {
      if (pane.getKey().startsWith(prefix)) {
        panes.put(pane.getKey(), pane.getValue());
      }
    }
    for (String key : panes.keySet()) {
      waiting.remove(key);
    }
    return panes.values();
  }

  private static String prefix(long tickStart) {
    return tickStart + "\n";
  }
}
