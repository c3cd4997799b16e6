package dev.groundswell.cep.rules;

import static java.util.stream.Collectors.toCollection;

import dev.groundswell.cep.rules.Measure.Kind;
import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.Sequence;
import dev.groundswell.cep.rules.YamlValue.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the {@code correlation} of a document whose steps are read already. */
final class CorrelationParser {

  private static final String CONDITION = "condition";

  private final String name;
  private final Mapping mapping;
  private final Fields fields;
  private final List<Step> steps;
  private final Problems problems;

  CorrelationParser(String name, Mapping mapping, List<Step> steps, Problems problems) {
    this.name = name;
    this.mapping = mapping;
    this.fields = new Fields("correlation.", mapping, problems);
    this.steps = steps;
    this.problems = problems;
  }

  /**
   * The correlation, or empty after noting why not.
   *
   * @param rules finds the rules that must not hold
   */
  Optional<Step> parse(RuleFinder rules) {
    if (fields.has(RuleDocument.GENERATE)) {
      fields.refuse(RuleDocument.GENERATE, "stands beside `correlation`; move it there");
    }
    fields.allowOnly(
        Set.of(
            "type",
            RuleDocument.GENERATE,
            "rules",
            "group-by",
            "timespan",
            CONDITION,
            "aliases",
            SequenceParser.ABSENT,
            SequenceParser.WHERE),
        "is not supported; remove it or see cep-patterns/README.md");
    String type = fields.required("type");
    Duration timespan = Timespans.parse(fields, "timespan");
    if (type.equals("temporal_ordered")) {
      return Optional.of(sequence(timespan, rules));
    }
    for (String key : List.of(SequenceParser.ABSENT, SequenceParser.WHERE)) {
      if (fields.has(key)) {
        fields.refuse(key, "needs an order; use it with temporal_ordered");
      }
    }
    long different = steps.stream().distinct().count();
    CountCondition condition = new CountCondition(fields, problems);
    return switch (type) {
      case "event_count" ->
          count(Kind.EVENTS, List.of(), timespan, condition.ofEvents(mapping, Long.MAX_VALUE));
      case "value_count" ->
          count(
              Kind.VALUES,
              condition.countedFields(mapping),
              timespan,
              condition.ofDistinct(mapping));
      case "value_sum" ->
          count(Kind.SUM, condition.numericField(mapping), timespan, condition.ofValues(mapping));
      case "value_avg" ->
          count(
              Kind.AVERAGE, condition.numericField(mapping), timespan, condition.ofValues(mapping));
      case "temporal" ->
          count(
              Kind.STEPS,
              List.of(),
              timespan,
              fields.has(CONDITION)
                  ? condition.ofEvents(mapping, different)
                  : Threshold.of(Comparison.GTE, different));
      default -> refuseType(type);
    };
  }

  private Optional<Step> refuseType(String type) {
    fields.refuse(
        "type",
        type.equals("value_percentile")
            ? "`value_percentile` is not supported: Sigma does not say which percentile its"
                + " condition means; use value_avg or value_count"
            : "`%s` is no correlation; use event_count, value_count, value_sum, value_avg, temporal"
                    .formatted(type)
                + " or temporal_ordered");
    return Optional.empty();
  }

  private Optional<Step> count(
      Kind kind, List<String> counted, Duration timespan, Threshold threshold) {
    return Optional.of(
        new Count(
            name, new Measure(kind, counted), steps, groupBy(List.of()), timespan, threshold));
  }

  private Step sequence(Duration timespan, RuleFinder rules) {
    SequenceParser parser = new SequenceParser(fields, steps, problems);
    List<Absence> absences = parser.absences(mapping, rules);
    if (fields.has(CONDITION)) {
      fields.refuse(CONDITION, "means nothing in a sequence: every step must hold; remove it");
    }
    if (steps.size() < 2 && absences.isEmpty()) {
      fields.refuse("rules", "a sequence needs two steps");
    }
    return new Sequence(
        name, steps, absences, parser.relations(mapping), groupBy(absences), timespan);
  }

  private GroupBy groupBy(List<Absence> absences) {
    Set<String> baseRules =
        Stream.concat(
                steps.stream().flatMap(Step::baseRules), absences.stream().map(Absence::unwanted))
            .map(BaseRule::name)
            .collect(toCollection(LinkedHashSet::new));
    return new GroupByParser(fields).parse(mapping, baseRules);
  }

  /** Names of the rules that a correlation refers to. */
  static List<String> references(Mapping correlation, Problems problems) {
    List<String> references =
        new ArrayList<>(new Fields("correlation.", correlation, problems).texts("rules"));
    references.addAll(SequenceParser.unwanted(correlation, problems));
    return references;
  }
}
