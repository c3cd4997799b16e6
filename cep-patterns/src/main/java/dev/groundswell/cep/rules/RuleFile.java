package dev.groundswell.cep.rules;

import dev.groundswell.cep.Fingerprint;
import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.schemas.AtlasTechniques;
import dev.groundswell.schemas.RuleLevel;
import dev.groundswell.schemas.RuleStatus;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads one rule file: Sigma documents, of which exactly one is no step of another. */
final class RuleFile {

  private static final int MAX_CHARACTERS = 256 * 1024;

  private final String stem;
  private final Problems problems;
  private final Map<String, RuleDocument> documents = new LinkedHashMap<>();

  private RuleFile(String stem, Problems problems) {
    this.stem = stem;
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @param file name for messages
   * @param stem the file's name without directory and suffix, which is the rule's name
   * @param problems takes what is wrong
   * @return the rule; empty if anything was wrong
   */
  static Optional<Rule> parse(String file, String stem, String text, List<String> problems) {
    Problems found = new Problems(file);
    Optional<Rule> rule = new RuleFile(stem, found).rule(text);
    problems.addAll(found.all());
    return found.all().isEmpty() ? rule : Optional.empty();
  }

  private Optional<Rule> rule(String text) {
    if (text.length() > MAX_CHARACTERS) {
      problems.add(1, "file", "is longer than %d characters".formatted(MAX_CHARACTERS));
      return Optional.empty();
    }
    new YamlReader(problems).read(text).forEach(this::add);
    if (documents.isEmpty()) {
      problems.add(1, "file", "holds no rule that can be read");
      return Optional.empty();
    }
    Set<String> referred = new HashSet<>();
    documents.values().forEach(document -> referred.addAll(references(document)));
    List<RuleDocument> roots =
        documents.values().stream().filter(each -> !referred.contains(each.name())).toList();
    if (roots.size() != 1) {
      problems.add(
          1,
          "file",
          "must hold one pattern; the documents that no other refers to are "
              + roots.stream().map(RuleDocument::name).toList());
      return Optional.empty();
    }
    RuleDocument root = roots.get(0);
    StepResolver resolver = new StepResolver(documents, problems);
    Optional<Step> step = resolver.resolve(root);
    for (RuleDocument unused : resolver.unresolved()) {
      unused
          .fields()
          .refuse("name", "`%s` is no part of `%s`".formatted(unused.name(), root.name()));
    }
    return step.map(tree -> rule(root, tree));
  }

  private List<String> references(RuleDocument document) {
    List<String> references = document.references(problems);
    for (String reference : references) {
      if (!documents.containsKey(reference)) {
        document
            .fields()
            .refuse(
                RuleDocument.CORRELATION,
                "no rule `%s` in this file; there are %s".formatted(reference, documents.keySet()));
      }
    }
    return references;
  }

  private void add(Mapping mapping) {
    Fields fields = new Fields("", mapping, problems);
    RuleDocument document = new RuleDocument(fields.text("name", stem), mapping, fields);
    document.check();
    if (documents.put(document.name(), document) != null) {
      fields.refuse("name", "`%s` stands twice; names are unique".formatted(document.name()));
    }
  }

  private Rule rule(RuleDocument root, Step step) {
    Fields fields = root.fields();
    if (!root.name().equals(stem)) {
      fields.refuse("name", "must be the file's name, `%s`".formatted(stem));
    }
    List<String> tags = fields.texts("tags");
    EmbeddedTests tests = new EmbeddedTests(root, problems);
    return new Rule(
        fields.required("title"),
        id(fields),
        root.name(),
        fields.positive("version", 1),
        fields.symbol("status", RuleStatus.class, RuleStatus.experimental),
        fields.symbol("level", RuleLevel.class, RuleLevel.medium),
        tags,
        techniques(fields, tags),
        fields.text("description", ""),
        fields.texts("references"),
        fields.texts("falsepositives"),
        fields.texts("blindspots"),
        fields.text("triage", ""),
        step,
        Fingerprint.of(documents.values().stream().map(RuleDocument::behaviour).sorted().toList())
            .hex(),
        tests.samples(),
        tests.tests());
  }

  // Sigma only recommends an id; a rule without one is known by its name.
  private String id(Fields fields) {
    String id = fields.text("id", "");
    if (id.isEmpty()) {
      return UUID.nameUUIDFromBytes(stem.getBytes(StandardCharsets.UTF_8)).toString();
    }
    if (!id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      fields.refuse("id", "must be a UUID in lower case");
    }
    return id;
  }

  private static List<String> techniques(Fields fields, List<String> tags) {
    List<String> techniques =
        tags.stream()
            .flatMap(tag -> AtlasTechniques.idOfTag(tag).stream())
            .distinct()
            .sorted()
            .toList();
    for (String technique : techniques) {
      if (AtlasTechniques.byId(technique).isEmpty()) {
        fields.refuse("tags", "ATLAS has no technique " + technique);
      }
    }
    return techniques;
  }
}
