package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictTarget;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a guardrail did, from the trace in an answer (Bedrock's API reference, GuardrailAssessment):
 * {@code trace.guardrail} of Converse, {@code amazon-bedrock-trace} of InvokeModel.
 */
final class GuardrailTrace {

  /** A list of findings in an assessment; {@code type} is what it looks for, where that is one. */
  private record Findings(String policy, String list, String type) {}

  private static final List<Findings> FINDINGS =
      List.of(
          new Findings("contentPolicy", "filters", null),
          new Findings("topicPolicy", "topics", "TOPIC"),
          new Findings("wordPolicy", "customWords", "CUSTOM_WORD"),
          new Findings("wordPolicy", "managedWordLists", null),
          new Findings("sensitiveInformationPolicy", "piiEntities", null),
          new Findings("sensitiveInformationPolicy", "regexes", "REGEX"),
          new Findings("contextualGroundingPolicy", "filters", null));

  private final Set<GuardrailFinding> findings = new LinkedHashSet<>();
  private boolean intervened;

  /** Reads an answer, or a part of one that was streamed. */
  void read(JsonFields part) {
    intervened |= "INTERVENED".equals(part.text("amazon-bedrock-guardrailAction"));
    JsonFields converse = part.at("trace", "guardrail");
    readAssessments(converse.at("inputAssessment"), VerdictTarget.input);
    readAssessments(converse.at("outputAssessments"), VerdictTarget.output);
    JsonFields invoke = part.at("amazon-bedrock-trace", "guardrail");
    readAssessments(invoke.at("input"), VerdictTarget.input);
    readAssessments(invoke.at("outputs"), VerdictTarget.output);
  }

  /** Whether the guardrail says that it did something, blocked or masked. */
  boolean hasIntervened() {
    return intervened;
  }

  boolean hasBlocked() {
    return findings.stream().anyMatch(GuardrailFinding::isBlocked);
  }

  /** Whether all that the guardrail did is to mask; false where the trace was off. */
  boolean hasOnlyMasked() {
    return !hasBlocked() && findings.stream().anyMatch(GuardrailFinding::isMasked);
  }

  Set<GuardrailFinding> findings() {
    return findings;
  }

  List<Verdict> verdicts() {
    // No block is lost to a page of masked names.
    return blocksFirst().limit(EventLimits.VERDICTS).map(GuardrailVerdicts::of).toList();
  }

  /** What was found, as Bedrock calls it. */
  List<String> categories() {
    return blocksFirst().map(GuardrailFinding::category).toList();
  }

  private Stream<GuardrailFinding> blocksFirst() {
    return findings.stream().sorted((a, b) -> Boolean.compare(b.isBlocked(), a.isBlocked()));
  }

  /** Assessments stand in maps by guardrail, in lists, or in either of either. */
  private void readAssessments(JsonFields node, VerdictTarget target) {
    if (node.node().isArray()) {
      node.elements().forEach(element -> readAssessments(element, target));
    } else if (FINDINGS.stream().anyMatch(list -> node.at(list.policy()).isPresent())) {
      FINDINGS.forEach(list -> readFindings(node, list, target));
    } else {
      node.fields().values().forEach(value -> readAssessments(value, target));
    }
  }

  private void readFindings(JsonFields assessment, Findings list, VerdictTarget target) {
    for (JsonFields entry : assessment.elements(list.policy(), list.list())) {
      if (isFound(list, entry)) {
        findings.add(
            new GuardrailFinding(
                list.policy(),
                list.type() == null ? entry.text("type") : list.type(),
                grade(entry),
                entry.text("action"),
                target));
      }
    }
  }

  /** Filters of content say how sure they are in words, those of grounding in numbers. */
  private static String grade(JsonFields entry) {
    String confidence = entry.text("confidence");
    return confidence == null ? entry.text("score") : confidence;
  }

  /** A full trace lists what was looked for in vain too; grounding is always listed. */
  private static boolean isFound(Findings list, JsonFields entry) {
    if (entry.at("detected").isPresent()) {
      return entry.isTrue("detected");
    }
    return !list.policy().equals("contextualGroundingPolicy")
        || !"NONE".equals(entry.text("action"));
  }
}
