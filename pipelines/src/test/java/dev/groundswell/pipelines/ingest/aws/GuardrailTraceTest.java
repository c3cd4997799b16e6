package dev.groundswell.pipelines.ingest.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuardrailTraceTest {

  @Test
  void findsWhatEachPolicyDetectedOnceAndLeavesOutWhatItLookedForInVain() {
    JsonNode log = json(AwsFixture.text("bedrock-converse-blocked.json"));
    GuardrailTrace trace = trace(log.at("/output/outputBodyJson"));
    assertThat(trace.findings())
        .containsExactly(
            input("contentPolicy", "PROMPT_ATTACK", "HIGH", "BLOCKED"),
            input("contentPolicy", "MISCONDUCT", "MEDIUM", "NONE"),
            input("topicPolicy", "TOPIC", null, "BLOCKED"),
            input("wordPolicy", "CUSTOM_WORD", null, "BLOCKED"),
            input("sensitiveInformationPolicy", "EMAIL", null, "ANONYMIZED"));
  }

  @Test
  void readsEachFormInWhichBedrockReallyWritesTraces() {
    String recorded = AwsFixture.text("bedrock-guardrail-recorded.jsonl");
    assertThat(
            recorded
                .lines()
                .map(line -> trace(json(line).at("/output/outputBodyJson")))
                .map(
                    trace ->
                        trace.findings().stream()
                            .map(GuardrailTraceTest::text)
                            .collect(Collectors.joining(", "))))
        .containsExactly(
            "output ADDRESS ANONYMIZED",
            "output ADDRESS ANONYMIZED",
            "output REGEX ANONYMIZED",
            "input TOPIC BLOCKED",
            "output REGEX ANONYMIZED",
            "output ADDRESS ANONYMIZED");
  }

  @Test
  void readsAssessmentsInAListOfMapsToo() {
    GuardrailTrace trace =
        trace(
            json(
                """
                {"trace": {"guardrail": {"outputAssessments": [{"gr1": {"contentPolicy":
                 {"filters": [{"type": "HATE", "confidence": "LOW", "action": "BLOCKED"}]}}}]}}}
                """));
    assertThat(trace.findings())
        .containsExactly(
            new GuardrailFinding("contentPolicy", "HATE", "LOW", "BLOCKED", VerdictTarget.output));
  }

  @Test
  void groundingIsAFindingOnlyWhereItIsBelowItsThreshold() {
    GuardrailTrace trace =
        trace(
            json(
                """
                {"trace": {"guardrail": {"outputAssessments": {"gr1": [{"contextualGroundingPolicy":
                 {"filters": [{"type": "GROUNDING", "action": "NONE", "score": 0.9, "threshold": 0.7},
                  {"type": "RELEVANCE", "action": "BLOCKED", "score": 0.2, "threshold": 0.7}]}}]}}}}
                """));
    assertThat(trace.findings())
        .containsExactly(
            new GuardrailFinding(
                "contextualGroundingPolicy", "RELEVANCE", "0.2", "BLOCKED", VerdictTarget.output));
  }

  @Test
  void manyFindingsHideNoBlock() {
    String masked =
        IntStream.range(0, 100)
            .mapToObj("{\"type\": \"T%d\", \"action\": \"ANONYMIZED\"}, "::formatted)
            .collect(Collectors.joining());
    GuardrailTrace trace =
        trace(
            json(
                """
                {"trace": {"guardrail": {"inputAssessment": {"gr1": {"sensitiveInformationPolicy":
                 {"piiEntities": [%s {"type": "PASSWORD", "action": "BLOCKED"}]}}}}}}
                """
                    .formatted(masked)));
    assertThat(trace.verdicts()).hasSize(EventLimits.VERDICTS);
    assertThat(trace.verdicts().get(0).getAction()).isEqualTo(VerdictAction.block);
    assertThat(trace.categories()).startsWith("sensitiveInformationPolicy/PASSWORD");
  }

  private static String text(GuardrailFinding finding) {
    return finding.target() + " " + finding.type() + " " + finding.action();
  }

  private static GuardrailFinding input(String policy, String type, String grade, String action) {
    return new GuardrailFinding(policy, type, grade, action, VerdictTarget.input);
  }

  private static GuardrailTrace trace(JsonNode body) {
    return new BedrockOutput(new JsonFields(body)).guardrail();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
