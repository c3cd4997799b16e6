package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.YamlValue.Mapping;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads Sigma filters: conditions that are added to rules from outside. */
final class Filters {

  private static final String RULES = "rules";

  private Filters() {}

  /** What must hold as well, or empty after noting why not. */
  static Optional<Condition> condition(RuleDocument document) {
    if (!(document.mapping().get(RuleDocument.FILTER) instanceof Mapping filter)) {
      return Optional.empty();
    }
    Set<String> detection = new HashSet<>(filter.values().keySet());
    detection.remove(RULES);
    return new DetectionParser(RuleDocument.FILTER, document.problems())
        .parse(filter.only(detection));
  }

  /** Notes what is wrong with a filter, whether or not a rule uses it. */
  static void check(RuleDocument document, RuleLibrary library) {
    if (!(document.mapping().get(RuleDocument.FILTER) instanceof Mapping filter)) {
      document.fields().refuse(RuleDocument.FILTER, "must be a mapping");
      return;
    }
    if (document.references().isEmpty()) {
      document.fields().refuse(RuleDocument.FILTER, RULES, "is missing; name the rules to filter");
    }
    for (RuleDocument filtered : library.referred(document)) {
      if (filtered.isCorrelation() || filtered.isFilter()) {
        document
            .fields()
            .refuse(
                RuleDocument.FILTER,
                RULES,
                "`%s` is no detection rule; filter the ones that it correlates"
                    .formatted(filtered.name()));
      }
    }
    if (condition(document).filter(Condition::isPositive).isPresent()) {
      new Fields("filter.", filter, document.problems())
          .refuse(
              "condition",
              "must hold as well, so that only what it selects would be left; write"
                  + " `not selection` to take events away, or put what is to be left into the rule");
    }
  }
}
