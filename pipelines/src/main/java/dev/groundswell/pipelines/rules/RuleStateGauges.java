package dev.groundswell.pipelines.rules;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.schemas.RuleState;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.Metric;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows the state of each rule: 1 for the one that it is in, 0 for the others. */
final class RuleStateGauges implements Serializable {

  /** Beside the state that the rule keeps. */
  private static final String REFUSED = "refused";

  /** Stands for every rule that is not known: a refused name may be anything. */
  private static final String UNKNOWN = "other";

  private static final int MAX_STRANGERS = 1_000;

  private final ExpositionConfig config;
  private transient ExpositionLease exposition;
  private transient Set<String> shown;

  /** Ids of rules that are not known, of which the last change was refused. */
  private transient Set<String> strangers;

  RuleStateGauges(ExpositionConfig config) {
    this.config = config;
  }

  /** Starts with nothing refused. */
  void open(Map<String, RuleState> states) throws IOException {
    exposition = Exposition.lease(config);
    shown = new HashSet<>();
    strangers = new LinkedHashSet<>();
    set(UNKNOWN, REFUSED, false);
    states.forEach(
        (rule, state) -> {
          show(rule, state);
          set(rule, REFUSED, false);
        });
  }

  /**
   * Shows what a decision has made of its rule, and that a name is gone that the rule had before.
   *
   * @param id the rule that the change says to be about
   */
  void show(String id, RuleDecision decision, Map<String, RuleState> states) {
    boolean refused = decision.refusal().isPresent();
    Optional<String> known = decision.rule().map(Rule::name).filter(states::containsKey);
    known.ifPresent(
        rule -> {
          show(rule, states.get(rule));
          set(rule, REFUSED, refused);
        });
    showStranger(id, refused && known.isEmpty());
    for (String name : List.copyOf(shown)) {
      if (!states.containsKey(name)) {
        hide(name);
      }
    }
  }

  /** Until a change to it is taken, be it that it is gone. */
  private void showStranger(String id, boolean refused) {
    if (!refused) {
      strangers.remove(id);
    } else if (strangers.size() < MAX_STRANGERS) {
      strangers.add(id);
    }
    set(UNKNOWN, REFUSED, !strangers.isEmpty());
  }

  void close() {
    if (exposition != null) {
      exposition.close();
    }
  }

  private void show(String rule, RuleState state) {
    shown.add(rule);
    for (RuleState each : RuleState.values()) {
      set(rule, each.name(), each == state);
    }
  }

  private void hide(String rule) {
    for (RuleState each : RuleState.values()) {
      set(rule, each.name(), false);
    }
    set(rule, REFUSED, false);
    shown.remove(rule);
  }

  private void set(String rule, String state, boolean is) {
    exposition.gauge(Metric.RULE_STATE, rule, state).set(is ? 1 : 0);
  }
}
