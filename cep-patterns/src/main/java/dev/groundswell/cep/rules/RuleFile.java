package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.cep.rules.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The Sigma documents of one file. */
final class RuleFile {

  private static final int MAX_CHARACTERS = 256 * 1024;

  private final String stem;
  private final Problems problems;
  private final List<RuleDocument> documents = new ArrayList<>();

  private RuleFile(String stem, Problems problems) {
    this.stem = stem;
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @param path name for messages
   * @param stem the file's name without directory and suffix
   */
  static RuleFile read(String path, String stem, String text) {
    RuleFile file = new RuleFile(stem, new Problems(path));
    if (text.length() > MAX_CHARACTERS) {
      file.problems.add(1, "file", "is longer than %d characters".formatted(MAX_CHARACTERS));
      return file;
    }
    List<Mapping> mappings = new YamlReader(file.problems).read(text);
    mappings.forEach(mapping -> file.add(mapping, mappings));
    if (file.documents.isEmpty()) {
      file.problems.add(1, "file", "holds no rule that can be read");
    }
    return file;
  }

  /** Takes what is wrong with the file. */
  Problems problems() {
    return problems;
  }

  /** The documents, in the order of the file. */
  List<RuleDocument> documents() {
    return List.copyOf(documents);
  }

  private void add(Mapping mapping, List<Mapping> all) {
    Fields fields = new Fields("", mapping, problems);
    // A UUID is the same in upper case; so it is known everywhere by the lower.
    String id = fields.text("id", "").toLowerCase(Locale.ROOT);
    RuleDocument document = new RuleDocument(name(fields, id, all), id, this, mapping, fields);
    document.check();
    if (documents.stream().anyMatch(other -> other.name().equals(document.name()))) {
      fields.refuse("name", "`%s` stands twice; names are unique".formatted(document.name()));
    }
    if (!id.isEmpty() && documents.stream().anyMatch(other -> other.id().equals(id))) {
      fields.refuse("id", "`%s` stands twice; ids are unique".formatted(id));
    }
    documents.add(document);
  }

  // Sigma only recommends names. The file's is no other document's.
  private String name(Fields fields, String id, List<Mapping> all) {
    boolean taken =
        all.stream()
            .map(other -> other.get("name"))
            .anyMatch(other -> other instanceof Scalar scalar && stem.equals(scalar.text()));
    String unnamed = id.isEmpty() ? "%s-%d".formatted(stem, documents.size() + 1) : id;
    return fields.text("name", documents.isEmpty() && !taken ? stem : unnamed);
  }
}
