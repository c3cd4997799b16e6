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
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows the state of each rule: 1 for the one that it is in, 0 for the others. */
final class RuleStateGauges implements Serializable {

  /** Beside the state that the rule keeps. */
  private static final String REFUSED = "refused";

  /** Stands for every rule that is not known: a refused name may be anything. */
  private static final String UNKNOWN = "other";

  private final ExpositionConfig config;
  private transient ExpositionLease exposition;
  private transient Set<String> shown;

  RuleStateGauges(ExpositionConfig config) {
    this.config = config;
  }

  /** Starts with nothing refused. */
  void open(Map<String, RuleState> states) throws IOException {
    exposition = Exposition.lease(config);
    shown = new HashSet<>();
    set(UNKNOWN, REFUSED, false);
    states.forEach(
        (rule, state) -> {
          show(rule, state);
          set(rule, REFUSED, false);
        });
  }

  /**
   * Shows what a decision has made of its rule, and that a name is gone that the rule had before.
   */
  void show(RuleDecision decision, Map<String, RuleState> states) {
    String rule = decision.rule().map(Rule::name).filter(states::containsKey).orElse(UNKNOWN);
    if (states.containsKey(rule)) {
      show(rule, states.get(rule));
    }
    set(rule, REFUSED, decision.refusal().isPresent());
    for (String name : List.copyOf(shown)) {
      if (!states.containsKey(name)) {
        hide(name);
      }
    }
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
