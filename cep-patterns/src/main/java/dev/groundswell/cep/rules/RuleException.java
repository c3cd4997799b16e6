package dev.groundswell.cep.rules;

import java.util.List;

/** Rules that cannot be loaded, with every problem found: {@code file:line: key: what to do}. */
public final class RuleException extends RuntimeException {

  private final transient List<String> problems;

  RuleException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  RuleException(String problem, Throwable cause) {
    super(problem, cause);
    this.problems = List.of(problem);
  }

  /** The problems, in the order of files and lines. */
  public List<String> problems() {
    return problems;
  }
}
