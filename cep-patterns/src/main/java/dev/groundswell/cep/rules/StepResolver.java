package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.YamlValue.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows references from a document to the documents it correlates. */
final class StepResolver {

  // A tree is walked by recursion, and a small file can refer to what refers to the same twice.
  private static final int MAX_DEPTH = 20;
  private static final int MAX_STEPS = 1000;

  private final RuleLibrary library;
  private final Map<RuleDocument, Optional<Step>> resolved = new HashMap<>();
  private final IdentityHashMap<Step, Integer> sizes = new IdentityHashMap<>();
  private final Set<String> path = new LinkedHashSet<>();

  StepResolver(RuleLibrary library) {
    this.library = library;
  }

  /** The tree under a document, or empty after noting why not. */
  Optional<Step> resolve(RuleDocument document) {
    Optional<Step> known = resolved.get(document);
    if (known != null) {
      return known;
    }
    if (!path.add(document.name())) {
      document.fields().refuse(RuleDocument.CORRELATION, "refers to itself: " + path);
      return Optional.empty();
    }
    if (path.size() > MAX_DEPTH) {
      document.fields().refuse(RuleDocument.CORRELATION, "stands deeper than " + MAX_DEPTH);
      path.remove(document.name());
      return Optional.empty();
    }
    Optional<Step> step = document.isCorrelation() ? correlation(document) : baseRule(document);
    path.remove(document.name());
    resolved.put(document, step);
    return step;
  }

  private Optional<Step> baseRule(RuleDocument document) {
    if (document.isFilter()) {
      document.fields().refuse(RuleDocument.FILTER, "is no rule, and cannot be correlated");
      return Optional.empty();
    }
    boolean broad = document.fields().flag(RuleDocument.BROAD);
    return document.mapping().get(RuleDocument.DETECTION) instanceof Mapping detection
        ? new DetectionParser(RuleDocument.DETECTION, document.problems())
            .parse(detection)
            .map(condition -> new BaseRule(document.name(), broad, filtered(document, condition)))
        : Optional.empty();
  }

  /** What a filter says must hold as well, as in pySigma: `not selection` takes events away. */
  private Condition filtered(RuleDocument document, Condition condition) {
    List<Condition> parts = new ArrayList<>(List.of(condition));
    for (RuleDocument filter : library.filters(document)) {
      Filters.condition(filter).ifPresent(parts::add);
    }
    return parts.size() == 1 ? condition : new Condition.And(parts);
  }

  private Optional<Step> correlation(RuleDocument document) {
    if (!(document.mapping().get(RuleDocument.CORRELATION) instanceof Mapping correlation)) {
      document.fields().refuse(RuleDocument.CORRELATION, "must be a mapping");
      return Optional.empty();
    }
    Fields fields = new Fields("correlation.", correlation, document.problems());
    List<String> references = fields.texts("rules");
    if (references.isEmpty()) {
      fields.refuse("rules", "is missing; name the rules to correlate");
    }
    List<Step> steps =
        references.stream().flatMap(reference -> step(reference, document).stream()).toList();
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    int size = 1 + steps.stream().mapToInt(step -> sizes.getOrDefault(step, 1)).sum();
    if (size > MAX_STEPS) {
      fields.refuse("rules", "unfolds into more than %d steps".formatted(MAX_STEPS));
      return Optional.empty();
    }
    Optional<Step> step =
        new CorrelationParser(document.name(), correlation, steps, document.problems())
            .parse(reference -> step(reference, document));
    step.ifPresent(whole -> sizes.put(whole, size));
    return step;
  }

  private Optional<Step> step(String reference, RuleDocument from) {
    return library.find(reference, from).flatMap(this::resolve);
  }
}
