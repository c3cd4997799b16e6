package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Step;
import dev.groundswell.cep.rules.Step.Count;
import java.util.List;
import java.util.Optional;

/**
 * The windows of one count: one for each part of the group that it looks at by itself.
 *
 * @param id names the state of the count
 * @param steps names of the steps that it counts, each once
 * @param finer fields by which it groups beyond its root
 * @param states where the windows are kept
 */
record PartWindows<W, K, V>(
    NodeId id, List<String> steps, List<String> finer, WindowStates<W, K, V> states) {

  static <W, K, V> PartWindows<W, K, V> of(
      NodeId id, Count count, List<String> finer, WindowStates<W, K, V> states) {
    states.keep(id, count.timespan().toMillis());
    List<String> steps = count.steps().stream().map(Step::name).distinct().toList();
    return new PartWindows<>(id, steps, finer, states);
  }

  /** The window of an event; empty if no step holds there, or a field of the part is absent. */
  Optional<Kept<W, K, V>> of(Holding holding) {
    return holding.hasAny(steps)
        ? GroupPart.of(holding.event(), finer).map(part -> states.at(id, part))
        : Optional.empty();
  }

  void clear() throws Exception {
    states.clear(id);
  }
}
