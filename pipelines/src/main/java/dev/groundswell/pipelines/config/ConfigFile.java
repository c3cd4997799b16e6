package dev.groundswell.pipelines.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML file as dotted keys: {@code a: {b: 1}} and {@code a.b: 1} are the same. */
final class ConfigFile {

  private ConfigFile() {}

  static Map<String, String> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      Map<String, String> values = new TreeMap<>();
      if (root instanceof Map<?, ?> map) {
        flatten("", map, values);
      } else if (root != null) {
        throw new ConfigException(file + " is not a YAML mapping of keys to values");
      }
      return values;
    } catch (NoSuchFileException e) {
      throw new ConfigException("There is no configuration file " + file, e);
    } catch (IOException | YAMLException e) {
      throw new ConfigException("Cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void flatten(String prefix, Map<?, ?> map, Map<String, String> values) {
    map.forEach(
        (name, value) -> {
          String key = prefix + name;
          if (value instanceof Map<?, ?> nested) {
            flatten(key + ".", nested, values);
          } else if (value instanceof List<?> list) {
            values.put(key, list.stream().map(String::valueOf).collect(Collectors.joining(";")));
          } else if (value != null) {
            values.put(key, value.toString());
          }
        });
  }
}
