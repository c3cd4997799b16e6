package dev.groundswell.pipelines.ingest.aws;

import static dev.groundswell.pipelines.ingest.format.Gzipped.gzip;
import static dev.groundswell.pipelines.ingest.format.ReadItems.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.format.ReadItems;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.SignalState;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BedrockInvocationDecoderTest {

  private final BedrockInvocationDecoder decoder = new BedrockInvocationDecoder();

  @Test
  void readsACallThatAGuardrailBlocked() {
    TelemetryEvent event = read("bedrock-converse-blocked.json").events().get(0);
    event.setVerdicts(List.of());
    assertThat(event)
        .isEqualTo(
            TelemetryEvent.newBuilder()
                .setEventId("d0000000-0000-4000-8000-000000000001")
                .setEventTime(Instant.parse("2026-01-01T12:20:00Z").toEpochMilli())
                .setEventCategory(EventCategory.inference)
                .setEventAction("chat")
                .setEventOutcome(EventOutcome.blocked)
                .setEventDuration(448L)
                .setUserId("arn:aws:iam::111122223333:user/mallory")
                .setOrganizationId("111122223333")
                .setCloudRegion("us-east-1")
                .setGenAiProviderName("aws.bedrock")
                .setGenAiOperationName("chat")
                .setGenAiRequestModel("us.anthropic.claude-3-5-sonnet-20240620-v1:0")
                .setGenAiResponseFinishReasons(List.of("guardrail_intervened"))
                .setGenAiUsageInputTokens(0L)
                .setGenAiUsageOutputTokens(0L)
                .setContentInputText("xyzzy two\nüber xyzzy")
                .setContentOutputLength(21L)
                .setLabels(
                    Map.of(
                        "aws.request_id", "d0000000-0000-4000-8000-000000000001",
                        "aws.event_name", "Converse",
                        "aws.inference_region", "us-west-2",
                        "provider.categories",
                            "contentPolicy/PROMPT_ATTACK, topicPolicy/TOPIC, wordPolicy/CUSTOM_WORD,"
                                + " contentPolicy/MISCONDUCT, sensitiveInformationPolicy/EMAIL"))
                .build());
  }

  @Test
  void readsStreamsErrorsAndStopReasons() {
    ReadItems items = read("bedrock-lines.jsonl");
    assertThat(items.refusals()).isEmpty();
    assertThat(
            lines(
                items,
                TelemetryEvent::getEventOutcome,
                TelemetryEvent::getErrorType,
                TelemetryEvent::getGenAiResponseFinishReasons,
                TelemetryEvent::getGenAiUsageInputTokens,
                TelemetryEvent::getGenAiUsageOutputTokens,
                TelemetryEvent::getEventDuration,
                TelemetryEvent::getContentOutputLength,
                TelemetryEvent::getContentInputText))
        .containsExactly(
            "success | null | [end_turn] | 11 | 6 | 848 | 10 | Tell me xyzzy",
            "failed | ValidationException | [] | null | null | null | null | null",
            "failed | AccessDeniedException | [] | null | null | null | null | null",
            "throttled | ThrottlingException | [] | null | null | null | null | null",
            "success | null | [] | 1 | 8 | null | null | null",
            "success | null | [max_tokens] | 40 | 5 | 1200 | 13 | null",
            "refused | null | [refusal] | 9 | 0 | 700 | null | do it anyway",
            "blocked | null | [content_filtered] | 4 | 1 | 300 | 5 | paint it");
  }

  @Test
  void namesCallersAsCloudTrailDoes() {
    assertThat(lines(read("bedrock-lines.jsonl"), TelemetryEvent::getUserId))
        .startsWith(
            "arn:aws:sts::111122223333:assumed-role/app-role/i-0123456789abcdef0",
            "arn:aws:iam::111122223333:user/mallory");
  }

  @Test
  void readsTheBodiesOfEveryModelFamily() {
    assertThat(
            lines(
                read("bedrock-invoke-bodies.jsonl"),
                TelemetryEvent::getEventAction,
                TelemetryEvent::getContentInputText,
                TelemetryEvent::getContentOutputLength,
                TelemetryEvent::getGenAiResponseFinishReasons))
        .containsExactly(
            "chat | titan xyzzy | 4 | [FINISH]",
            "chat | llama xyzzy | 4 | [stop]",
            "chat | nova xyzzy | 7 | [end_turn]",
            "chat | <s>[INST] mistral xyzzy [/INST] | 4 | [stop]",
            "chat | large xyzzy | 4 | [length]",
            "chat | command xyzzy | 5 | [COMPLETE]",
            "chat | command r xyzzy | 6 | [COMPLETE]",
            "embeddings | embed xyzzy | null | []",
            "embeddings | one xyzzy\ntwo xyzzy | null | []",
            "generate_content | canvas xyzzy | null | []",
            "generate_content | stability xyzzy | null | []",
            "chat | oss xyzzy | 5 | [stop]");
  }

  @Test
  void readsSubscriptionsOfCloudWatchAndRefusesTheGreetingOfBedrock() {
    ReadItems items = read("bedrock-cloudwatch.jsonl");
    assertThat(items.events())
        .extracting(TelemetryEvent::getContentInputText)
        .containsExactly("first xyzzy", "second xyzzy");
    assertThat(items.refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.undecodable);
  }

  @Test
  void readsWhatBedrockReallyAnsweredAndTellsMaskingFromBlocking() {
    assertThat(
            lines(
                read("bedrock-guardrail-recorded.jsonl"),
                TelemetryEvent::getEventOutcome,
                TelemetryEvent::getGenAiResponseFinishReasons,
                TelemetryEvent::getEventDuration,
                TelemetryEvent::getContentOutputLength,
                TelemetryEvent::getContentInputText))
        .containsExactly(
            "success | [guardrail_intervened] | 1562 | 82 | what is the capital of Japan?",
            "success | [guardrail_intervened] | 2135 | 114 | What is the capital of Japan?",
            "success | [FINISH] | null | 954 | Tell me a joke about opentelemetry",
            "blocked | [] | null | 13 | How do I play tennis in Japan?",
            "success | [FINISH] | 9289 | 895 | tell me a very two sentence story and put the string"
                + " 1234561666 into the last sentence.",
            "success | [guardrail_intervened] | 1445 | 78 | what is the capital of Japan?");
  }

  @Test
  void anAnswerThatWasNotLoggedIsAGuardrailThatSaysNothing() {
    for (String output : List.of("{}", "{'outputBodyS3Path': 's3://logs/answer.json.gz'}")) {
      TelemetryEvent event = answered(output);
      assertThat(event.getVerdicts())
          .as(output)
          .singleElement()
          .extracting(Verdict::getState)
          .isEqualTo(SignalState.failed);
    }
    assertThat(answered("{'outputBodyJson': {'stopReason': 'end_turn'}}").getVerdicts()).isEmpty();
  }

  @Test
  void noMaskingExcusesWhatTheModelsOwnFilterBlocked() {
    String masked =
        "'trace': {'guardrail': {'inputAssessment': {'g': {'sensitiveInformationPolicy':"
            + " {'piiEntities': [{'type': 'EMAIL', 'action': 'ANONYMIZED'}]}}}}}";
    assertThat(
            answered("{'outputBodyJson': {'stopReason': 'content_filtered', " + masked + "}}")
                .getEventOutcome())
        .isEqualTo(EventOutcome.blocked);
    assertThat(
            answered("{'outputBodyJson': {'stopReason': 'guardrail_intervened', " + masked + "}}")
                .getEventOutcome())
        .isEqualTo(EventOutcome.success);
  }

  private TelemetryEvent answered(String output) {
    String log =
        """
        {'schemaType': 'ModelInvocationLog', 'timestamp': '2026-01-01T12:30:00Z',
         'requestId': 'd1', 'operation': 'Converse', 'modelId': 'amazon.nova-lite-v1:0',
         'input': {}, 'output': %s}
        """
            .formatted(output);
    return AwsFixture.items(decoder, log.replace('\'', '"')).events().get(0);
  }

  @Test
  void readsAllOfItCompressed() {
    for (String fixture : AwsFixture.BEDROCK) {
      ReadItems compressed = ReadItems.of(decoder, gzip(AwsFixture.read(fixture)));
      assertThat(compressed.events()).as(fixture).isEqualTo(read(fixture).events()).isNotEmpty();
    }
  }

  @Test
  void refusesWhatIsNoInvocationLogInsteadOfIgnoringIt() {
    for (String fixture : AwsFixture.CLOUDTRAIL) {
      assertThat(read(fixture).events()).as(fixture).isEmpty();
      assertThat(read(fixture).refusals()).as(fixture).isNotEmpty();
    }
  }

  @Test
  @Tag("B7")
  void refusesTokenCountsThatAreNoWholeNumbers() {
    String text = AwsFixture.text("bedrock-converse-blocked.json");
    for (String count : new String[] {"0.5", "1e400", "99999999999999999999", "\"many\"", "true"}) {
      ReadItems items =
          AwsFixture.items(
              decoder, text.replace("\"inputTokenCount\": 0", "\"inputTokenCount\": " + count));
      assertThat(items.events()).as(count).isEmpty();
      assertThat(items.refusals())
          .as(count)
          .extracting(Refusal::reason)
          .containsExactly(DeadLetterReason.invalid_number);
    }
  }

  private ReadItems read(String fixture) {
    return ReadItems.of(decoder, AwsFixture.read(fixture));
  }
}
