package dev.groundswell.cep.lint;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.RuleText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rule file with what could be made of it.
 *
 * @param file its path, as messages name it
 * @param relative its path in the directory, with {@code /} between names
 * @param text its root document; empty if there is none
 * @param rules its patterns; none if the loader refuses the file alone
 */
record SourceFile(String file, String relative, Optional<RuleText> text, List<Rule> rules) {

  private static final String SUFFIX = ".yml";

  static List<SourceFile> in(Path directory) throws IOException {
    Map<String, Rule> together = together(directory);
    List<SourceFile> files = new ArrayList<>();
    for (Path path : RulePack.files(directory)) {
      files.add(of(directory, path, content(path), together));
    }
    return files;
  }

  /** The one pattern that the file holds, if it does. */
  Optional<Rule> rule() {
    return rules.size() == 1 ? Optional.of(rules.get(0)) : Optional.empty();
  }

  /** Whether it adds conditions to rules of other files instead of holding a pattern. */
  boolean isFilter() {
    return text.filter(root -> root.says("filter")).isPresent();
  }

  /** What is wrong with it as one file that holds one pattern. */
  List<String> errors() {
    if (text.isEmpty() || isFilter()) {
      return List.of();
    }
    if (rules.size() > 1) {
      return List.of(
          text.get()
              .problem(
                  "the file holds the patterns %s; a file holds one"
                      .formatted(rules.stream().map(Rule::name).toList()),
                  "name"));
    }
    return rule().filter(rule -> !rule.name().equals(stem())).stream()
        .map(rule -> text.get().problem("must be the file's name, `%s`".formatted(stem()), "name"))
        .toList();
  }

  /** Which of its steps make state for more of ordinary traffic than they say. */
  List<String> undeclared(List<StepShare> shares) {
    Set<String> own = rules.stream().map(Rule::name).collect(Collectors.toSet());
    return shares.stream()
        .filter(share -> own.contains(share.rule()) && share.isUndeclared())
        .map(this::undeclared)
        .toList();
  }

  private String undeclared(StepShare share) {
    String step = share.step().name();
    return text.orElseThrow()
        .document(step)
        .problem(
            "`%s` makes state for %.1f %% of ordinary traffic; select less, or say x-broad: true"
                .formatted(step, 100 * share.share()),
            "detection");
  }

  private String stem() {
    String name = relative.substring(relative.lastIndexOf('/') + 1);
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** By id, the rules as the filters of all files make them; none if they do not load. */
  private static Map<String, Rule> together(Path directory) {
    try {
      return RulePack.load(directory).rules().stream()
          .collect(Collectors.toMap(Rule::id, rule -> rule));
    } catch (RuleException refused) {
      return Map.of(); // said where the directory is loaded as a whole
    }
  }

  /** Nothing of a file that is not UTF-8, which is said where the directory is loaded. */
  private static String content(Path path) throws IOException {
    try {
      return RulePack.text(path);
    } catch (RuleException refused) {
      return "";
    }
  }

  private static SourceFile of(
      Path directory, Path path, String content, Map<String, Rule> together) {
    String name = path.getFileName().toString();
    String file = path.toString();
    return new SourceFile(
        file,
        directory.relativize(path).toString().replace('\\', '/'),
        RuleText.of(file, name.substring(0, name.length() - SUFFIX.length()), content),
        rules(file, content).stream()
            .map(alone -> together.getOrDefault(alone.id(), alone))
            .toList());
  }

  private static List<Rule> rules(String file, String content) {
    try {
      return RulePack.parse(file, content).rules();
    } catch (RuleException refused) {
      return List.of(); // the pack is loaded as a whole too, and says why
    }
  }
}
