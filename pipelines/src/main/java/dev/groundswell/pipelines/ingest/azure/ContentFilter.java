package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictTarget;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the content filter says in an answer (Azure OpenAI, "Content filtering annotations"): of the
 * prompt, of every choice, or in the error that a blocked prompt gets.
 */
final class ContentFilter {

  private final Set<ContentFinding> findings = new LinkedHashSet<>();
  private final Set<VerdictTarget> failed = EnumSet.noneOf(VerdictTarget.class);

  /** Reads a whole answer. */
  ContentFilter(JsonFields body) {
    read(body.at("error", "innererror", "content_filter_result"), VerdictTarget.input);
    read(body.at("error", "innererror", "content_filter_results"), VerdictTarget.input);
    readAll(body.elements("prompt_filter_results"), VerdictTarget.input);
    readAll(body.elements("prompt_annotations"), VerdictTarget.input); // Its name until 2023-06-01.
    readAll(body.elements("choices"), VerdictTarget.output);
    for (JsonFields filter : body.elements("content_filters")) { // Of the API named Responses.
      boolean isPrompt = "prompt".equals(filter.text("source_type"));
      read(
          filter.at("content_filter_results"),
          isPrompt ? VerdictTarget.input : VerdictTarget.output);
    }
  }

  /**
   * Reads the beginning of an answer. What was found in the prompt stands before or behind what the
   * model wrote, and may be missing.
   */
  static ContentFilter ofBeginning(JsonFields body) {
    ContentFilter filter = new ContentFilter(body);
    boolean tellsOfPrompt =
        Stream.of("prompt_filter_results", "prompt_annotations", "content_filters", "error")
            .anyMatch(name -> body.at(name).isPresent());
    if (!tellsOfPrompt) {
      filter.failed.add(VerdictTarget.input);
    }
    return filter;
  }

  /**
   * What is known of the filter where an answer is not: a request that it refuses looks like one
   * that is malformed.
   */
  static List<Verdict> verdictsWithoutBody(String status) {
    return HttpStatus.BAD_REQUEST.equals(status)
        ? List.of(FindingVerdicts.failed(VerdictTarget.input))
        : List.of();
  }

  List<Verdict> verdicts() {
    // No block, and nothing that failed, is lost to a flood of findings.
    return Stream.of(
            findings(true).map(FindingVerdicts::of),
            failed.stream().map(FindingVerdicts::failed),
            findings(false).map(FindingVerdicts::of))
        .flatMap(verdicts -> verdicts)
        .limit(EventLimits.VERDICTS)
        .toList();
  }

  /** What was found, as Azure calls it. */
  List<String> categories() {
    return Stream.concat(findings(true), findings(false)).map(ContentFinding::category).toList();
  }

  private Stream<ContentFinding> findings(boolean isFiltered) {
    return findings.stream().filter(finding -> finding.isFiltered() == isFiltered);
  }

  private void readAll(List<JsonFields> entries, VerdictTarget target) {
    for (JsonFields entry : entries) {
      read(entry.at("content_filter_results"), target);
    }
  }

  private void read(JsonFields results, VerdictTarget target) {
    for (Map.Entry<String, JsonFields> result : results.fields().entrySet()) {
      if (result.getKey().equals("error")) {
        failed.add(target);
      } else if (result.getValue().node().isArray()) { // Blocklists, until 2024.
        result.getValue().elements().forEach(entry -> add(result.getKey(), entry, target));
      } else {
        add(result.getKey(), result.getValue(), target);
      }
    }
  }

  private void add(String category, JsonFields result, VerdictTarget target) {
    String severity = result.text("severity");
    boolean isFiltered = result.isTrue("filtered");
    boolean isSevere = severity != null && !severity.equals("safe");
    if (isFiltered || isSevere || result.isTrue("detected")) {
      findings.add(new ContentFinding(category, severity, isFiltered, target));
    }
  }
}
