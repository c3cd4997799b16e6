package dev.groundswell.cep.lint;

import java.util.List;

/**
 * What there is to say about the rules of a directory, each {@code file:line: key: what to do}, in
 * the order of files and lines.
 *
 * @param rules how many files were looked at
 * @param errors what must be mended
 * @param warnings what is better mended
 * @param shares how much of ordinary traffic each step takes
 */
public record LintReport(
    int rules, List<String> errors, List<String> warnings, List<StepShare> shares) {

  public LintReport {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    shares = List.copyOf(shares);
  }
}
