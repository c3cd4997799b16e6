package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.cep.rules.YamlValue.Scalar;
import dev.groundswell.cep.rules.YamlValue.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A rule file as its author wrote it, loadable or not: what its root document says, and where. */
public final class RuleText {

  private static final String NAME = "name";

  private final String file;
  private final List<Mapping> documents;
  private final Mapping root;

  private RuleText(String file, List<Mapping> documents, Mapping root) {
    this.file = file;
    this.documents = documents;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @param file name for messages
   * @param name the rule's name, by which its root document is found; else that is the first one
   * @return empty if there is no document, of which the loader says why
   */
  public static Optional<RuleText> of(String file, String name, String text) {
    List<Mapping> documents = new YamlReader(new Problems(file)).read(text);
    return named(documents, name)
        .or(() -> documents.stream().findFirst())
        .map(root -> new RuleText(file, documents, root));
  }

  /** The same file, as what another of its documents says; its root's if none has that name. */
  public RuleText document(String name) {
    return new RuleText(file, documents, named(documents, name).orElse(root));
  }

  /** Whether there is anything behind a key. */
  public boolean says(String key) {
    return values(root.get(key)).anyMatch(value -> text(value).isPresent());
  }

  /** The texts of a list, or a single one. */
  public List<String> texts(String key) {
    return values(root.get(key)).flatMap(value -> text(value).stream()).toList();
  }

  /** The texts behind one key of every mapping in a list. */
  public List<String> texts(String list, String key) {
    return values(root.get(list))
        .filter(Mapping.class::isInstance)
        .flatMap(value -> text(((Mapping) value).get(key)).stream())
        .toList();
  }

  /** Keys at the top of its documents that are neither Sigma's nor ours, but come near. */
  public List<String> misspelt() {
    return unknown(
        key ->
            Spelling.meant(key, RuleDocument.KNOWN)
                .map("is neither Sigma's nor ours; did you mean `%s`?"::formatted));
  }

  /** Keys at the top of its documents that are neither Sigma's nor ours, nor come near. */
  public List<String> strangers() {
    return unknown(
        key ->
            Spelling.meant(key, RuleDocument.KNOWN).isPresent()
                ? Optional.empty()
                : Optional.of("is neither Sigma's nor ours, and read by nobody"));
  }

  private List<String> unknown(Function<String, Optional<String>> advice) {
    Problems problems = new Problems(file);
    for (Mapping document : documents) {
      document.values().keySet().stream()
          .filter(key -> !RuleDocument.KNOWN.contains(key))
          .forEach(
              key ->
                  advice
                      .apply(key)
                      .ifPresent(text -> problems.add(document.get(key).line(), key, text)));
    }
    return problems.all();
  }

  private static Optional<Mapping> named(List<Mapping> documents, String name) {
    return documents.stream()
        .filter(document -> text(document.get(NAME)).equals(Optional.of(name)))
        .findFirst();
  }

  /** A problem with what stands behind a path of keys, or with where it should stand. */
  public String problem(String advice, String... path) {
    YamlValue at = root;
    for (String key : path) {
      YamlValue next = at instanceof Mapping mapping ? mapping.get(key) : null;
      at = next == null ? at : next;
    }
    Problems problems = new Problems(file);
    problems.add(at.line(), String.join(".", path), advice);
    return problems.all().get(0);
  }

  private static Stream<YamlValue> values(YamlValue value) {
    return value instanceof Sequence sequence
        ? sequence.values().stream()
        : Stream.ofNullable(value);
  }

  /** The text of a single value that is not blank; of a mapping, that it holds something. */
  private static Optional<String> text(YamlValue value) {
    if (value instanceof Scalar scalar) {
      return Optional.ofNullable(scalar.text()).map(String::strip).filter(text -> !text.isEmpty());
    }
    return value instanceof Mapping mapping && !mapping.values().isEmpty()
        ? Optional.of(mapping.canonical())
        : Optional.empty();
  }
}
