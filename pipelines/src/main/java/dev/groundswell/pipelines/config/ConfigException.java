package dev.groundswell.pipelines.config;

import java.util.List;

/** A configuration that cannot be used; the message names every key and what to do. */
public final class ConfigException extends RuntimeException {

  private final transient List<String> problems;

  public ConfigException(String problem) {
    this(problem, null);
  }

  public ConfigException(String problem, Throwable cause) {
    super(problem, cause);
    this.problems = List.of(problem);
  }

  ConfigException(List<String> problems) {
    super(
        problems.size() == 1
            ? problems.get(0)
            : "The configuration cannot be used:\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  List<String> problems() {
    return problems;
  }
}
