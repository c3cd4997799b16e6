package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.YamlValue.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One document of a rule file: a base rule, a correlation or a filter.
 *
 * @param name its own, or the file's if it stands there alone or first
 * @param id as written; empty if there is none
 * @param file the file that it stands in
 */
record RuleDocument(String name, String id, RuleFile file, Mapping mapping, Fields fields) {

  /** What every log source of ours is called in a base rule. */
  static final Mapping LOG_SOURCE =
      new Mapping(
          0,
          Map.of(
              "product", new YamlValue.Scalar(0, "groundswell"),
              "service", new YamlValue.Scalar(0, "telemetry")));

  static final String DETECTION = "detection";
  static final String CORRELATION = "correlation";
  static final String FILTER = "filter";
  static final String BROAD = "x-broad";
  static final String GENERATE = "generate";

  private static final String LOGSOURCE = "logsource";
  private static final Set<String> METADATA =
      Set.of(
          "title",
          "id",
          "related",
          "name",
          "taxonomy",
          "status",
          "description",
          "license",
          "author",
          "references",
          "date",
          "modified",
          "fields",
          "falsepositives",
          "level",
          "tags",
          "scope",
          "version",
          "blindspots",
          "triage",
          "events",
          "tests");
  private static final Set<String> BEHAVIOUR =
      Set.of("name", LOGSOURCE, DETECTION, CORRELATION, FILTER, BROAD);

  boolean isCorrelation() {
    return fields.has(CORRELATION);
  }

  boolean isFilter() {
    return fields.has(FILTER);
  }

  Problems problems() {
    return file.problems();
  }

  /** Whether somebody who refers to it may mean it by this. */
  boolean isCalled(String reference) {
    return name.equals(reference) || id.equals(reference);
  }

  /** Names or ids of the rules that it correlates or filters. */
  List<String> references() {
    if (mapping.get(CORRELATION) instanceof Mapping correlation) {
      return CorrelationParser.references(correlation, problems());
    }
    return mapping.get(FILTER) instanceof Mapping filter
        ? new Fields("filter.", filter, problems()).texts("rules")
        : List.of();
  }

  /** What of the document decides whether the rule fires, as one text. */
  String behaviour() {
    return mapping.only(BEHAVIOUR).canonical();
  }

  /** Notes the keys that are not supported here. */
  void check() {
    Set<String> allowed = new TreeSet<>(METADATA);
    if (isCorrelation()) {
      allowed.addAll(Set.of(CORRELATION, GENERATE));
    } else if (isFilter()) {
      allowed.addAll(Set.of(FILTER, LOGSOURCE));
    } else {
      allowed.addAll(Set.of(DETECTION, LOGSOURCE, BROAD));
    }
    fields.allowOnly(allowed, "is not supported; remove it or see cep-patterns/README.md");
    if (!isCorrelation() && !isFilter() && !(mapping.get(DETECTION) instanceof Mapping)) {
      fields.refuse(DETECTION, "a document needs a `detection`, a `correlation` or a `filter`");
    }
    if (fields.has(LOGSOURCE)
        && !mapping.get(LOGSOURCE).canonical().equals(LOG_SOURCE.canonical())) {
      fields.refuse(
          LOGSOURCE, "must be {product: groundswell, service: telemetry}: we read no other logs");
    }
  }
}
