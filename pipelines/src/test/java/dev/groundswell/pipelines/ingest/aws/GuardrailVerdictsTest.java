package dev.groundswell.pipelines.ingest.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictTarget;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardrailVerdictsTest {

  @Test
  void whatBedrockReallyFoundMeansTheSameEverywhere() {
    List<GuardrailFinding> findings =
        AwsFixture.text("bedrock-guardrail-recorded.jsonl")
            .lines()
            .flatMap(line -> findings(line).stream())
            .toList();
    assertThat(findings.stream().map(GuardrailVerdicts::of).map(GuardrailVerdictsTest::text))
        .containsExactly(
            "bedrock.guardrail.sensitiveInformationPolicy privacy modify modify output",
            "bedrock.guardrail.sensitiveInformationPolicy privacy modify modify output",
            "bedrock.guardrail.sensitiveInformationPolicy null modify modify output",
            "bedrock.guardrail.topicPolicy null deny block input",
            "bedrock.guardrail.sensitiveInformationPolicy null modify modify output",
            "bedrock.guardrail.sensitiveInformationPolicy privacy modify modify output");
  }

  @Test
  void confidenceIsTheScoreAndNoSeverity() {
    Verdict verdict =
        GuardrailVerdicts.of(
            new GuardrailFinding(
                "contentPolicy", "PROMPT_ATTACK", "MEDIUM", "NONE", VerdictTarget.input));
    assertThat(verdict.getTechnique()).isEqualTo("AML.T0051");
    assertThat(verdict.getScore()).isEqualTo(0.67);
    assertThat(verdict.getSeverity()).isNull();
  }

  @Test
  void anAnswerThatIsNotGroundedIsTheSurerBadTheLowerItsScore() {
    Verdict verdict =
        GuardrailVerdicts.of(
            new GuardrailFinding(
                "contextualGroundingPolicy", "GROUNDING", "0.25", "BLOCKED", VerdictTarget.output));
    assertThat(verdict.getScore()).isEqualTo(0.75);
    assertThat(verdict.getSeverity()).isNull();
  }

  private static String text(Verdict verdict) {
    return "%s %s %s %s %s"
        .formatted(
            verdict.getDetector(),
            verdict.getHarm(),
            verdict.getVerdict(),
            verdict.getAction(),
            verdict.getTarget());
  }

  private static Set<GuardrailFinding> findings(String line) {
    try {
      JsonFields body =
          new JsonFields(new ObjectMapper().readTree(line).at("/output/outputBodyJson"));
      return new BedrockOutput(body).guardrail().findings();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
