package dev.groundswell.pipelines.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/** What is wrong with a configuration, gathered so that one report tells all of it. */
final class ConfigProblems {

  private final Set<String> found = new LinkedHashSet<>();

  void add(String problem) {
    found.add(problem);
  }

  /** The value, or null where it cannot be had: {@link #throwIfAny} then says why. */
  <T> T collect(Supplier<T> value) {
    try {
      return value.get();
    } catch (ConfigException e) {
      found.addAll(e.problems());
      return null;
    }
  }

  /**
   * @throws ConfigException with everything found
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(new ArrayList<>(found));
    }
  }
}
