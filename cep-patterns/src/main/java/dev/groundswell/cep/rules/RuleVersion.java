package dev.groundswell.cep.rules;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** One version of a rule, and the event times at which it is in force. */
public final class RuleVersion {

  private final Rule rule;

  /** By the time from which on: the rule, or nothing where it, or this version, is not in force. */
  private final NavigableMap<Long, Optional<Rule>> phases;

  RuleVersion(Rule rule, NavigableMap<Long, Optional<Rule>> phases) {
    this.rule = rule;
    this.phases = new TreeMap<>(phases);
  }

  /** What it consists of. */
  public Rule rule() {
    return rule;
  }

  /**
   * The rule as it is at an event time, ms since 1970-01-01 UTC; empty where it is not in force. In
   * shadow its status is {@code test}.
   */
  public Optional<Rule> at(long time) {
    Map.Entry<Long, Optional<Rule>> phase = phases.floorEntry(time);
    return phase == null ? Optional.empty() : phase.getValue();
  }
}
