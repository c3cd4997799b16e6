package dev.groundswell.cep.rules;

import dev.groundswell.cep.Fingerprint;
import dev.groundswell.schemas.AtlasTechniques;
import dev.groundswell.schemas.RuleLevel;
import dev.groundswell.schemas.RuleStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes rules of the files that are loaded together: one of every document that is no part. */
final class RuleReader {

  private static final String UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final List<RuleFile> files;
  private final RuleLibrary library;
  private final Map<String, RuleDocument> owners = new HashMap<>();

  RuleReader(List<RuleFile> files) {
    this.files = files;
    this.library = new RuleLibrary(files);
  }

  /**
   * The rules, in the order of files and documents.
   *
   * @throws RuleException with every problem of every file
   */
  List<Rule> rules() {
    StepResolver resolver = new StepResolver(library);
    List<Rule> rules = new ArrayList<>();
    library.documents().stream()
        .filter(RuleDocument::isFilter)
        .forEach(filter -> Filters.check(filter, library));
    for (RuleDocument root : library.roots()) {
      Optional<Step> step = resolver.resolve(root);
      step.ifPresent(tree -> rules.add(rule(root, tree)));
    }
    // What only refers to itself in a circle is no root, and would be passed over in silence.
    library.documents().stream()
        .filter(document -> !document.isFilter())
        .forEach(resolver::resolve);
    List<String> problems = files.stream().flatMap(file -> file.problems().all().stream()).toList();
    if (!problems.isEmpty()) {
      throw new RuleException(problems);
    }
    return rules;
  }

  private Rule rule(RuleDocument root, Step step) {
    Fields fields = root.fields();
    TreeCheck.check(step, fields);
    List<String> tags = fields.texts("tags");
    EmbeddedTests tests = new EmbeddedTests(root, root.problems());
    Rule rule =
        new Rule(
            fields.required("title"),
            id(root),
            root.name(),
            fields.positive("version", 1),
            status(fields),
            fields.symbol("level", RuleLevel.class, RuleLevel.medium),
            tags,
            techniques(fields, tags),
            fields.text("description", ""),
            fields.texts("references"),
            fields.texts("falsepositives"),
            fields.texts("blindspots"),
            fields.text("triage", ""),
            step,
            Fingerprint.of(
                    library.tree(root).stream().map(RuleDocument::behaviour).sorted().toList())
                .hex(),
            tests.samples(),
            tests.tests());
    claim("id", rule.id(), root);
    claim("name", rule.name(), root);
    return rule;
  }

  private static RuleStatus status(Fields fields) {
    RuleStatus status = fields.symbol("status", RuleStatus.class, RuleStatus.experimental);
    if (status == RuleStatus.unsupported) {
      fields.refuse("status", "says that the rule cannot be used; remove the rule");
    }
    return status;
  }

  private void claim(String key, String value, RuleDocument root) {
    RuleDocument owner = owners.putIfAbsent(key + value, root);
    if (owner != null) {
      root.fields().refuse(key, "`%s` belongs to %s".formatted(value, owner.problems().file()));
    }
  }

  // Sigma only recommends an id; a rule without one is known by its name.
  private static String id(RuleDocument root) {
    if (root.id().isEmpty()) {
      return UUID.nameUUIDFromBytes(root.name().getBytes(StandardCharsets.UTF_8)).toString();
    }
    if (!root.id().matches(UUID_PATTERN)) {
      root.fields().refuse("id", "must be a UUID");
    }
    return root.id();
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
