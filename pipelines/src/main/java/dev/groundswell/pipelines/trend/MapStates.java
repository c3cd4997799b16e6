package dev.groundswell.pipelines.trend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.MapState;

/** The entries of a map in state, which may not change while somebody walks through them. */
final class MapStates {

  private MapStates() {}

  /**
   * Removes what the predicate holds for.
   *
   * @return how many there were
   */
  static <K, V> int removeIf(MapState<K, V> state, Predicate<Map.Entry<K, V>> isOver)
      throws Exception {
    List<K> over = new ArrayList<>();
    for (Map.Entry<K, V> entry : state.entries()) {
      if (isOver.test(entry)) {
        over.add(entry.getKey());
      }
    }
    for (K key : over) {
      state.remove(key);
    }
    return over.size();
  }

  /** All of them, in the order of their keys, which is not the state's. */
  static <K extends Comparable<K>, V> SortedMap<K, V> sorted(MapState<K, V> state)
      throws Exception {
    SortedMap<K, V> sorted = new TreeMap<>();
    for (Map.Entry<K, V> entry : state.entries()) {
      sorted.put(entry.getKey(), entry.getValue());
    }
    return sorted;
  }
}
