package dev.groundswell.schemas;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Makes {@code atlas-techniques.tsv} anew from a release of the ATLAS data. Arguments: the
 * release's {@code ATLAS.yaml}, the table to write.
 */
final class AtlasTableGenerator {

  private AtlasTableGenerator() {}

  public static void main(String[] args) throws IOException {
    try (Reader yaml = Files.newBufferedReader(Path.of(args[0]))) {
      Files.writeString(Path.of(args[1]), table(yaml));
    }
  }

  static String table(Reader atlasYaml) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    Map<String, Object> atlas = new Yaml(new SafeConstructor(options)).load(atlasYaml);
    Map<String, Map<String, Object>> techniques = new TreeMap<>();
    for (Map<String, Object> matrix : list(atlas.get("matrices"))) {
      for (Map<String, Object> technique : list(matrix.get("techniques"))) {
        techniques.put((String) technique.get("id"), technique);
      }
    }
    String header =
        "# MITRE ATLAS %s, Apache-2.0, https://atlas.mitre.org: id, name, tactics%n"
            .formatted(atlas.get("version"));
    return techniques.values().stream()
        .map(technique -> row(technique, techniques))
        .collect(Collectors.joining("", header, ""));
  }

  private static String row(
      Map<String, Object> technique, Map<String, Map<String, Object>> techniques) {
    Map<String, Object> parent = techniques.get(String.valueOf(technique.get("subtechnique-of")));
    String name = (String) technique.get("name");
    return "%s\t%s\t%s%n"
        .formatted(
            technique.get("id"),
            parent == null ? name : parent.get("name") + ": " + name,
            String.join(",", strings((parent == null ? technique : parent).get("tactics"))));
  }

  @SuppressWarnings("unchecked") // the shape of the ATLAS release
  private static List<Map<String, Object>> list(Object value) {
    return (List<Map<String, Object>>) value;
  }

  @SuppressWarnings("unchecked") // the shape of the ATLAS release
  private static List<String> strings(Object value) {
    return (List<String>) value;
  }
}
