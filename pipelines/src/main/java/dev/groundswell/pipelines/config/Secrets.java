package dev.groundswell.pipelines.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets, read from files or the environment and never from the configuration itself, so that a
 * configuration can be shown, logged and committed.
 */
final class Secrets {

  private final Map<String, String> environment;

  Secrets(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The content of the file, else of the variable, without surrounding white space. */
  Optional<String> find(Optional<String> file, String variable) {
    return file.isPresent()
        ? Optional.of(read(Path.of(file.get())))
        : Optional.ofNullable(environment.get(variable)).map(String::strip);
  }

  private static String read(Path file) {
    try {
      String secret = Files.readString(file).strip();
      if (secret.isEmpty()) {
        throw new ConfigException("The secret file " + file + " is empty");
      }
      return secret;
    } catch (IOException e) {
      throw new ConfigException("Cannot read the secret file " + file, e);
    }
  }
}
