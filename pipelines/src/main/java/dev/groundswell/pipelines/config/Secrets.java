package dev.groundswell.pipelines.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * Secrets, read from files or the environment and never from the configuration itself, so that a
 * configuration can be shown, logged and committed.
 */
final class Secrets {

  /**
   * A secret.
   *
   * @param value never printed
   * @param source the key or the variable that it came by
   */
  record Secret(String value, String source) {
    @Override
    public String toString() {
      return "Secret[redacted, from " + source + "]";
    }
  }

  private final Configuration options;
  private final Map<String, String> environment;

  Secrets(Configuration options, Map<String, String> environment) {
    this.options = options;
    this.environment = environment;
  }

  /** The content of the file, else of the variable, without surrounding white space. */
  Optional<Secret> find(ConfigOption<String> file, String variable) {
    Optional<String> path = options.getOptional(file);
    return path.isPresent()
        ? Optional.of(new Secret(read(file.key(), Path.of(path.get())), file.key()))
        : Optional.ofNullable(environment.get(variable))
            .map(value -> new Secret(value.strip(), variable));
  }

  private static String read(String key, Path file) {
    try {
      String secret = Files.readString(file).strip();
      if (secret.isEmpty()) {
        throw new ConfigException("%s: the file %s is empty".formatted(key, file));
      }
      return secret;
    } catch (IOException e) {
      throw new ConfigException("%s: the file %s cannot be read".formatted(key, file), e);
    }
  }
}
