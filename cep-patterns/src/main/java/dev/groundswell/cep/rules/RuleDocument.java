package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.YamlValue.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One document of a rule file: a base rule, a correlation or a filter.
 *
 * @param name its own, or the file's if it stands there alone or first
 * @param id in lower case; empty if there is none
 * @param file the file that it stands in
 */
record RuleDocument(String name, String id, RuleFile file, Mapping mapping, Fields fields) {

  /** What a log source of ours is called, as far as it is said. */
  private static final Map<String, String> LOG_SOURCE =
      Map.of("product", "groundswell", "service", "telemetry");

  /** Names of fields that are ours: Sigma leaves them to us. */
  private static final Set<String> TAXONOMIES = Set.of("sigma", "groundswell");

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
          "version",
          "blindspots",
          "triage",
          "events",
          "tests");

  /** What stands at the top of some document, for Sigma or for us, and what of us further down. */
  static final Set<String> KNOWN =
      Stream.concat(
              METADATA.stream(),
              Stream.of(
                  CORRELATION,
                  GENERATE,
                  FILTER,
                  DETECTION,
                  LOGSOURCE,
                  BROAD,
                  "x-absent",
                  "x-where",
                  "scope",
                  "action"))
          .collect(Collectors.toUnmodifiableSet());

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
    return name.equals(reference) || id.equalsIgnoreCase(reference);
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

  /** Notes the keys that are not supported here. What nobody knows Sigma leaves to the author. */
  void check() {
    Set<String> allowed = new TreeSet<>(METADATA);
    if (isCorrelation()) {
      allowed.addAll(Set.of(CORRELATION, GENERATE));
    } else if (isFilter()) {
      allowed.addAll(Set.of(FILTER, LOGSOURCE));
    } else {
      allowed.addAll(Set.of(DETECTION, LOGSOURCE, BROAD));
    }
    if (fields.has("scope")) {
      fields.refuse("scope", "is not supported; say it by a field, such as service.name");
      allowed.add("scope");
    }
    if (fields.has("action")) {
      fields.refuse("action", "is of an older Sigma; write each rule out");
      allowed.add("action");
    }
    KNOWN.stream()
        .filter(key -> fields.has(key) && !allowed.contains(key))
        .forEach(key -> fields.refuse(key, "does not stand here; see cep-patterns/README.md"));
    if (!isCorrelation() && !isFilter() && !(mapping.get(DETECTION) instanceof Mapping)) {
      fields.refuse(DETECTION, "a document needs a `detection`, a `correlation` or a `filter`");
    }
    checkLogSource();
    if (!TAXONOMIES.contains(fields.text("taxonomy", "sigma"))) {
      fields.refuse(
          "taxonomy", "names fields that are not ours; write the rule in ours and leave it out");
    }
  }

  private void checkLogSource() {
    if (fields.has(LOGSOURCE)
        && !(mapping.get(LOGSOURCE) instanceof Mapping source && isOurs(source))) {
      fields.refuse(
          LOGSOURCE, "must be {product: groundswell, service: telemetry}: we read no other logs");
    }
  }

  /** Nobody evaluates what else stands there, such as a `definition`. */
  private boolean isOurs(Mapping source) {
    Fields said = new Fields("logsource.", source, problems());
    return !said.has("category")
        && (said.has("product") || said.has("service"))
        && LOG_SOURCE.entrySet().stream()
            .allMatch(ours -> said.text(ours.getKey(), ours.getValue()).equals(ours.getValue()));
  }
}
