package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Correlation;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.Sequence;
import dev.groundswell.schemas.RuleLevel;
import dev.groundswell.schemas.RuleStatus;
import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One abuse pattern: a document that is no part of another, with everything that belongs to it.
 *
 * @param title one line for people
 * @param id UUID, never reused
 * @param name unique name
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
    return root.baseRules().distinct().toList();
  }

  /** The base rules that make state for whoever satisfies them, each once. */
  public List<BaseRule> openings() {
    return Openings.of(root).distinct().toList();
  }

  /** The correlations of the tree, each once, and each behind those that it is made of. */
  public List<Correlation> correlations() {
    return correlations(root).distinct().toList();
  }

  /** For how long nothing must have happened, at most, when it says that something was absent. */
  Duration longestAbsence() {
    return correlations().stream()
        .filter(Sequence.class::isInstance)
        .map(Sequence.class::cast)
        .flatMap(Rule::absences)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Between two steps, something is absent for less than the sequence may take. */
  private static Stream<Duration> absences(Sequence sequence) {
    return sequence.absences().stream()
        .map(absence -> absence.within().isZero() ? sequence.timespan() : absence.within());
  }

  /** What makes the group of the root; nothing for a rule about single events. */
  public GroupBy groupBy() {
    return root instanceof Correlation correlation ? correlation.groupBy() : GroupBy.of();
  }

  /** The same rule as one that is tried out: counted and indexed, never paging. */
  Rule inShadow() {
    return new Rule(
        title,
        id,
        name,
        version,
        RuleStatus.test,
        level,
        tags,
        techniques,
        description,
        references,
        falsePositives,
        blindSpots,
        triage,
        root,
        behaviour,
        samples,
        tests);
  }

  /** Whether it asks for this field, by its dotted name, of any event. */
  public boolean reads(String field) {
    return baseRules().stream()
            .flatMap(base -> base.condition().predicates())
            .anyMatch(predicate -> predicate.field().equals(field))
        || correlations().stream().anyMatch(correlation -> reads(correlation, field));
  }

  private static boolean reads(Correlation correlation, String field) {
    boolean groups =
        correlation
            .baseRules()
            .anyMatch(base -> correlation.groupBy().fields(base.name()).contains(field));
    boolean compares =
        correlation instanceof Count count
            ? count.measure().fields().contains(field)
            : ((Sequence) correlation)
                .relations().stream().anyMatch(relation -> relation.fields().contains(field));
    return groups || compares;
  }

  private static Stream<Correlation> correlations(Step step) {
    return step instanceof Correlation correlation
        ? Stream.concat(
            correlation.steps().stream().flatMap(Rule::correlations), Stream.of(correlation))
        : Stream.empty();
  }
}
