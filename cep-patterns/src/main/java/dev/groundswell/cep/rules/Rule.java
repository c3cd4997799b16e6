package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Correlation;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.TemporalOrdered;
import dev.groundswell.cep.rules.Step.ValueCount;
import dev.groundswell.schemas.RuleLevel;
import dev.groundswell.schemas.RuleStatus;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One abuse pattern: the root of one rule file, with everything that belongs to it.
 *
 * @param title one line for people
 * @param id UUID, never reused
 * @param name unique name; the file's name without its suffix
 * @param version any change of behaviour raises it
 * @param status only stable rules page
 * @param level how grave a match is
 * @param tags as written
 * @param techniques ids of the MITRE ATLAS techniques among the tags, sorted
 * @param description what it detects
 * @param references where the pattern was described
 * @param falsePositives who else behaves like this
 * @param blindSpots what it does not see
 * @param triage what the responder does first
 * @param root the correlation tree
 * @param behaviour fingerprint of what decides whether it fires, 32 hex digits
 * @param samples named sample events: values by dotted field name
 * @param tests embedded tests over the samples
 */
public record Rule(
    String title,
    String id,
    String name,
    int version,
    RuleStatus status,
    RuleLevel level,
    List<String> tags,
    List<String> techniques,
    String description,
    List<String> references,
    List<String> falsePositives,
    List<String> blindSpots,
    String triage,
    Step root,
    String behaviour,
    Map<String, Map<String, String>> samples,
    List<RuleTest> tests)
    implements Serializable {

  /** The base rules of the tree, each once. */
  public List<BaseRule> baseRules() {
    return baseRules(root).distinct().toList();
  }

  /** The counts of the tree, each once. */
  public List<Count> counts() {
    return counts(root).distinct().toList();
  }

  /** The counts of distinct values among them. */
  public List<ValueCount> valueCounts() {
    return counts().stream()
        .filter(ValueCount.class::isInstance)
        .map(ValueCount.class::cast)
        .toList();
  }

  /** The root's group-by fields, sorted; empty for a rule about single events. */
  public List<String> groupBy() {
    return root instanceof Correlation correlation ? correlation.groupBy() : List.of();
  }

  /** Whether it asks for this field, by its dotted name, of any event. */
  public boolean reads(String field) {
    return groupBy().contains(field)
        || valueCounts().stream().anyMatch(count -> count.field().equals(field))
        || baseRules().stream()
            .flatMap(base -> base.condition().predicates())
            .anyMatch(predicate -> predicate.field().equals(field));
  }

  private static Stream<BaseRule> baseRules(Step step) {
    if (step instanceof TemporalOrdered sequence) {
      return sequence.steps().stream().flatMap(Rule::baseRules);
    }
    return step instanceof Count count ? count.counted().stream() : Stream.of((BaseRule) step);
  }

  private static Stream<Count> counts(Step step) {
    if (step instanceof TemporalOrdered sequence) {
      return sequence.steps().stream().flatMap(Rule::counts);
    }
    return step instanceof Count count ? Stream.of(count) : Stream.empty();
  }
}
