package dev.groundswell.cep.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rules that are loaded together; ids and names are unique.
 *
 * @param rules the rules, by the order of their files
 */
public record RulePack(List<Rule> rules) implements Serializable {

  private static final String SUFFIX = ".yml";
  private static final String BUNDLED = "/rules/";

  public RulePack {
    rules = List.copyOf(rules);
  }

  /** The rules that come with the product; {@code rules/version.lock} lists them. */
  public static RulePack bundled() {
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> names = VersionLock.parse(resource(VersionLock.FILE)).files();
    names.forEach(name -> texts.put(name, resource(name)));
    return parse(names, texts);
  }

  /**
   * Every {@code .yml} file in and under a directory, in the order of their paths.
   *
   * @throws RuleException with every problem of every file
   * @throws UncheckedIOException if the directory cannot be read
   */
  public static RulePack load(Path directory) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    try {
      for (Path file : files(directory)) {
        try {
          texts.put(file.toString(), text(file));
        } catch (RuleException e) {
          problems.addAll(e.problems());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read rules from " + directory, e);
    }
    return parse(texts, problems);
  }

  private static RulePack parse(Map<String, String> texts, List<String> unreadable) {
    if (unreadable.isEmpty()) {
      return parse(List.copyOf(texts.keySet()), texts);
    }
    List<String> problems = new ArrayList<>(unreadable);
    try {
      parse(List.copyOf(texts.keySet()), texts);
    } catch (RuleException e) {
      problems.addAll(e.problems());
    }
    throw new RuleException(problems);
  }

  /**
   * The text of a file.
   *
   * @throws RuleException if it is not UTF-8
   * @throws IOException if it cannot be read
   */
  public static String text(Path file) throws IOException {
    return RuleBytes.text(file.toString(), Files.readAllBytes(file));
  }

  /**
   * The files that {@link #load} reads, in its order.
   *
   * @throws IOException if the directory cannot be read
   */
  public static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> found = Files.walk(directory)) {
      return found
          .filter(path -> path.toString().endsWith(SUFFIX) && !Files.isDirectory(path))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause(); // of a directory further down
    }
  }

  /**
   * The rules of one file's text.
   *
   * @param file its name, for messages and for a rule that has no name of its own
   * @throws RuleException with every problem of the file
   */
  public static RulePack parse(String file, String text) {
    return parse(List.of(file), Map.of(file, text));
  }

  /**
   * The one rule of a file's text.
   *
   * @param file its name, for messages and for a rule that has no name of its own
   * @throws RuleException with every problem of the file, or if it holds several rules
   */
  public static Rule one(String file, String text) {
    List<Rule> rules = parse(file, text).rules();
    if (rules.size() != 1) {
      throw new RuleException(
          List.of(
              "%s:1: file: holds the rules %s; a file holds one"
                  .formatted(file, rules.stream().map(Rule::name).toList())));
    }
    return rules.get(0);
  }

  private static RulePack parse(List<String> names, Map<String, String> files) {
    try {
      return new RulePack(
          new RuleReader(
                  names.stream()
                      .map(name -> RuleFile.read(name, stem(name), files.get(name)))
                      .toList())
              .rules());
    } catch (RuleException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // A defect of ours. The text may be a stranger's, and must not end who reads it.
      throw new RuleException("%s: cannot be read: %s".formatted(names, e), e);
    }
  }

  private static String stem(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  private static String resource(String name) {
    try (InputStream resource = RulePack.class.getResourceAsStream(BUNDLED + name)) {
      return RuleBytes.text(name, resource.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
