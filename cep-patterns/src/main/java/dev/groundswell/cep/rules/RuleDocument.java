package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.YamlValue.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One document of a rule file: a base rule or a correlation. */
record RuleDocument(String name, Mapping mapping, Fields fields) {

  /** What every log source of ours is called in a base rule. */
  static final Mapping LOG_SOURCE =
      new Mapping(
          0,
          Map.of(
              "product", new YamlValue.Scalar(0, "groundswell"),
              "service", new YamlValue.Scalar(0, "telemetry")));

  static final String DETECTION = "detection";
  static final String CORRELATION = "correlation";
  static final String BROAD = "x-broad";

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
      Set.of("name", "logsource", DETECTION, CORRELATION, BROAD);

  boolean isCorrelation() {
    return fields.has(CORRELATION);
  }

  /** Names of the rules that it correlates. */
  List<String> references(Problems problems) {
    return mapping.get(CORRELATION) instanceof Mapping correlation
        ? new Fields("correlation.", correlation, problems).texts("rules")
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
      allowed.add(CORRELATION);
    } else {
      allowed.addAll(Set.of(DETECTION, "logsource", BROAD));
    }
    fields.allowOnly(allowed, "is not supported; remove it or see cep-patterns/README.md");
    if (!isCorrelation() && !(mapping.get(DETECTION) instanceof Mapping)) {
      fields.refuse(DETECTION, "a document needs a `detection` or a `correlation`");
    }
    if (fields.has("logsource")
        && !mapping.get("logsource").canonical().equals(LOG_SOURCE.canonical())) {
      fields.refuse("logsource", "must be {product: groundswell, service: telemetry}");
    }
  }
}
