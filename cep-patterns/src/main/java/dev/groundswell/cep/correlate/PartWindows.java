package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Step;
import dev.groundswell.cep.rules.Step.Count;
import java.util.List;
import java.util.Optional;

/** The windows of one count: one for each part of the group that it looks at by itself. */
final class PartWindows<W, K, V> {

  private final NodeId id;
  private final List<String> steps;
  private final List<String> finer;
  private final WindowStates<W, K, V> states;
  private final Optional<Kept<W, K, V>> whole;

  /**
   * Windows of a count that has state under this id.
   *
   * @param finer fields by which it groups beyond its root
   * @param states where the windows are kept
   */
  PartWindows(NodeId id, Count count, List<String> finer, WindowStates<W, K, V> states) {
    states.keep(id, count.timespan().toMillis());
    this.id = id;
    this.steps = count.steps().stream().map(Step::name).distinct().toList();
    this.finer = finer;
    this.states = states;
    this.whole = Optional.of(states.at(id, ""));
  }

  /** Names of the steps that it counts, each once. */
  List<String> steps() {
    return steps;
  }

  /** The window of an event; empty if no step holds there, or a field of the part is absent. */
  Optional<Kept<W, K, V>> of(Holding holding) {
    if (!holding.hasAny(steps)) {
      return Optional.empty();
    }
    return finer.isEmpty()
        ? whole
        : GroupPart.values(holding.event(), finer).map(part -> states.at(id, part));
  }

  void clear() throws Exception {
    states.clear(id);
  }
}
