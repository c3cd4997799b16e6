package dev.groundswell.cep.lint;

import dev.groundswell.cep.rules.RuleException;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.VersionLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks at rules as their reviewer would: what the loader refuses, what our own rules must say
 * besides, whether samples are what they are called, and whether behaviour changed under a version.
 */
public final class RuleLint {

  private final Path directory;
  private final List<SourceFile> files;
  private final LockedVersions locked;
  private final List<String> refused;
  private final Selectivity traffic;

  private RuleLint(Path directory, List<SourceFile> files, LockedVersions locked) {
    this.directory = directory;
    this.files = files;
    this.locked = locked;
    this.refused = refused(directory);
    this.traffic =
        new Selectivity(
            refused.isEmpty()
                ? files.stream().flatMap(file -> file.rules().stream()).toList()
                : List.of());
  }

  /**
   * Reads a directory of rules, and its {@code version.lock} if it has one.
   *
   * @throws IOException if something in it cannot be read
   */
  public static RuleLint of(Path directory) throws IOException {
    List<SourceFile> files = SourceFile.in(directory);
    return new RuleLint(directory, files, LockedVersions.of(directory, files));
  }

  /**
   * Takes ordinary traffic, for which a step must not be broader than it says. Has no steps if the
   * rules do not load.
   */
  public Selectivity traffic() {
    return traffic;
  }

  /** Everything that there is to say. */
  public LintReport report() throws IOException {
    List<String> errors = errors();
    errors.addAll(locked.outdated());
    return report(errors);
  }

  /**
   * Writes {@code version.lock} anew, so that it lists every rule as it is; only if nothing else is
   * wrong.
   *
   * @return what is wrong
   */
  public LintReport renewLock() throws IOException {
    List<String> errors = errors();
    if (errors.isEmpty()) {
      locked.renew();
    }
    return report(errors);
  }

  private List<String> errors() {
    List<String> errors = new ArrayList<>(refused);
    List<StepShare> shares = traffic.shares();
    for (SourceFile file : files) {
      errors.addAll(file.errors());
      errors.addAll(file.undeclared(shares));
      file.text().ifPresent(text -> errors.addAll(text.misspelt()));
      if (!file.isFilter()) {
        file.text().ifPresent(text -> errors.addAll(OwnKeys.errors(text)));
      }
      if (refused.isEmpty() && file.rules().isEmpty() && !file.isFilter()) {
        errors.add(file.file() + ":1: file: needs rules of other files; a file holds one pattern");
      }
      samples(file).forEach(samples -> errors.addAll(samples.errors()));
    }
    errors.addAll(locked.violations());
    return errors;
  }

  private LintReport report(List<String> errors) throws IOException {
    List<String> warnings = new ArrayList<>(unread());
    files.stream()
        .flatMap(file -> file.text().stream())
        .forEach(text -> warnings.addAll(text.strangers()));
    files.stream().flatMap(RuleLint::samples).forEach(each -> warnings.addAll(each.warnings()));
    return new LintReport(files.size(), inOrder(errors), inOrder(warnings), traffic.shares());
  }

  private static List<String> refused(Path directory) {
    try {
      RulePack.load(directory);
      return List.of();
    } catch (RuleException refused) {
      return refused.problems();
    }
  }

  private static Stream<Samples> samples(SourceFile file) {
    return file.rule().stream()
        .flatMap(rule -> file.text().stream().map(text -> new Samples(rule, text)));
  }

  private List<String> unread() throws IOException {
    try (Stream<Path> found = Files.walk(directory)) {
      return found
          .filter(path -> path.toString().endsWith(".yaml"))
          .map(path -> path + ":1: file: is not read; rules end in .yml")
          .toList();
    }
  }

  /** By file, those of the lock last, and by line. */
  private List<String> inOrder(List<String> problems) {
    List<String> order = new ArrayList<>(files.stream().map(SourceFile::file).toList());
    order.add(directory.resolve(VersionLock.FILE).toString());
    return problems.stream()
        .sorted(
            Comparator.<String>comparingInt(problem -> place(order, problem))
                .thenComparingInt(problem -> line(order, problem)))
        .toList();
  }

  private static int place(List<String> order, String problem) {
    for (int i = 0; i < order.size(); i++) {
      if (problem.startsWith(order.get(i) + ":")) {
        return i;
      }
    }
    return order.size();
  }

  private static int line(List<String> order, String problem) {
    int place = place(order, problem);
    if (place == order.size()) {
      return 0;
    }
    int begin = order.get(place).length() + 1;
    return Integer.parseInt(problem.substring(begin, problem.indexOf(':', begin)));
  }
}
