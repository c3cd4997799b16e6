package dev.groundswell.cep.correlate;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.groundswell.cep.correlate.SequenceRoot.NestedCount;
import dev.groundswell.cep.correlate.nfa.SequenceNfa;
import dev.groundswell.cep.correlate.nfa.SequenceRuns;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.Step;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.EventCount;
import dev.groundswell.cep.rules.Step.TemporalOrdered;
import dev.groundswell.cep.rules.Step.ValueCount;
import dev.groundswell.schemas.StepRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;

/** All rules, ready to run on one keyed state. Rules are known by id and version. */
final class RuleEngine implements AutoCloseable {

  /** A rule and what decides it, nothing for a rule about single events; equal by identity. */
  static final class RunningRule {

    private final Rule rule;
    private final Optional<RuleRoot> root;

    RunningRule(Rule rule, Optional<RuleRoot> root) {
      this.rule = rule;
      this.root = root;
    }

    Rule rule() {
      return rule;
    }

    Optional<RuleRoot> root() {
      return root;
    }
  }

  private final Map<String, RunningRule> rules = new HashMap<>();
  private final CountStates counts;
  private final ValueCountStates valueCounts;
  private final SequenceRuns runs;

  RuleEngine(RulePack pack, KeyedStateStore store) {
    Map<String, SequenceNfa> sequences = new HashMap<>();
    for (Rule rule : pack.rules()) {
      if (rule.root() instanceof TemporalOrdered sequence) {
        sequences.put(id(rule), new SequenceNfa(id(rule), names(sequence), sequence.timespan()));
      }
    }
    this.counts = new CountStates(store);
    this.valueCounts = new ValueCountStates(store);
    this.runs = new SequenceRuns(store, sequences.values());
    for (Rule rule : pack.rules()) {
      rules.put(id(rule), new RunningRule(rule, root(rule, sequences)));
    }
  }

  /** The rule that a step belongs to, if this version of it runs here. */
  Optional<RunningRule> ruleOf(StepRef step) {
    return Optional.ofNullable(rules.get(id(step.getRuleId(), step.getRuleVersion())));
  }

  void expire(long watermark) throws Exception {
    counts.expire(watermark);
    valueCounts.expire(watermark);
    runs.expire(watermark);
  }

  /** When something of the current key will be over, ms since 1970-01-01 UTC. */
  OptionalLong nextExpiry() throws Exception {
    return Stream.of(counts.nextExpiry(), valueCounts.nextExpiry(), runs.nextExpiry())
        .flatMapToLong(OptionalLong::stream)
        .min();
  }

  @Override
  public void close() {
    runs.close();
  }

  private Optional<RuleRoot> root(Rule rule, Map<String, SequenceNfa> sequences) {
    if (rule.root() instanceof Count count) {
      return Optional.of(new CountRoot(running(rule, count)));
    }
    if (rule.root() instanceof TemporalOrdered sequence) {
      List<NestedCount> nested = rule.counts().stream().map(count -> nested(rule, count)).toList();
      return Optional.of(new SequenceRoot(names(sequence), nested, sequences.get(id(rule)), runs));
    }
    return Optional.empty();
  }

  private NestedCount nested(Rule rule, Count count) {
    Set<String> counted = count.counted().stream().map(BaseRule::name).collect(toUnmodifiableSet());
    return new NestedCount(count.name(), counted, running(rule, count));
  }

  private RunningCount running(Rule rule, Count count) {
    String id = id(rule) + "/" + count.name();
    return count instanceof ValueCount values
        ? valueCounts.add(id, values)
        : counts.add(id, (EventCount) count);
  }

  private static List<String> names(TemporalOrdered sequence) {
    return sequence.steps().stream().map(Step::name).toList();
  }

  private static String id(Rule rule) {
    return id(rule.id(), rule.version());
  }

  private static String id(String ruleId, int version) {
    return ruleId + "/" + version;
  }
}
