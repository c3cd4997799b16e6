package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.YamlValue.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows names from a document to the documents it correlates. */
final class StepResolver {

  private final Map<String, RuleDocument> documents;
  private final Problems problems;
  private final Map<String, Optional<Step>> resolved = new LinkedHashMap<>();
  private final Set<String> path = new LinkedHashSet<>();

  StepResolver(Map<String, RuleDocument> documents, Problems problems) {
    this.documents = documents;
    this.problems = problems;
  }

  /** The tree under a document, or empty after noting why not. */
  Optional<Step> resolve(RuleDocument document) {
    Optional<Step> known = resolved.get(document.name());
    if (known != null) {
      return known;
    }
    if (!path.add(document.name())) {
      document.fields().refuse("correlation", "refers to itself: " + path);
      return Optional.empty();
    }
    Optional<Step> step = document.isCorrelation() ? correlation(document) : baseRule(document);
    path.remove(document.name());
    resolved.put(document.name(), step);
    return step;
  }

  /** The documents that no tree reached. */
  List<RuleDocument> unresolved() {
    return documents.values().stream().filter(each -> !resolved.containsKey(each.name())).toList();
  }

  private Optional<Step> baseRule(RuleDocument document) {
    boolean broad = document.fields().flag(RuleDocument.BROAD);
    return document.mapping().get(RuleDocument.DETECTION) instanceof Mapping detection
        ? new DetectionParser(problems)
            .parse(detection)
            .map(condition -> new BaseRule(document.name(), broad, condition))
        : Optional.empty();
  }

  private Optional<Step> correlation(RuleDocument document) {
    if (!(document.mapping().get(RuleDocument.CORRELATION) instanceof Mapping correlation)) {
      document.fields().refuse(RuleDocument.CORRELATION, "must be a mapping");
      return Optional.empty();
    }
    List<Step> steps = new ArrayList<>();
    for (String reference : document.references(problems)) {
      if (documents.containsKey(reference)) {
        resolve(documents.get(reference)).ifPresent(steps::add);
      }
    }
    if (steps.isEmpty()) {
      document
          .fields()
          .refuse(
              RuleDocument.CORRELATION, "`rules` must name rules of this file that can be read");
    }
    return new CorrelationParser(problems).parse(document.name(), correlation, steps);
  }
}
