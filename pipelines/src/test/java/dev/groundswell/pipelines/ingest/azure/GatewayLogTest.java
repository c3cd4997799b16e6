package dev.groundswell.pipelines.ingest.azure;

import static dev.groundswell.pipelines.ingest.azure.AzureFixture.SUBSCRIPTION;
import static dev.groundswell.pipelines.ingest.azure.AzureFixture.millis;
import static dev.groundswell.pipelines.ingest.azure.AzureFixture.read;
import static dev.groundswell.pipelines.ingest.format.ReadItems.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.format.ReadItems;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictTarget;
import dev.groundswell.schemas.VerdictValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayLogTest {

  private static final String FIXTURE = "gateway.jsonl";
  private static final String KEY =
      "/subscriptions/"
          + SUBSCRIPTION
          + "/resourcegroups/rg-ai/providers/microsoft.apimanagement/service/gateway-one"
          + "/subscriptions/team-blue";

  @Test
  void readsACallWithItsBodies() {
    TelemetryEvent event = read(FIXTURE).events().get(0);
    event.setVerdicts(List.of());
    assertThat(event)
        .isEqualTo(
            TelemetryEvent.newBuilder()
                .setEventId("a0000000-0000-4000-8000-000000000001")
                .setEventTime(millis("2026-01-01T12:00:01.9Z"))
                .setEventCategory(EventCategory.inference)
                .setEventAction("chat")
                .setEventOutcome(EventOutcome.success)
                .setEventDuration(1400L)
                .setUserId("mallory")
                .setApiKeyId(KEY)
                .setOrganizationId(SUBSCRIPTION)
                .setClientAddress("203.0.113.7")
                .setUserAgentOriginal("AzureOpenAI/Python 1.50")
                .setCloudRegion("eastus")
                .setGenAiProviderName("azure.ai.openai")
                .setGenAiOperationName("chat")
                .setGenAiRequestModel("chat-one")
                .setGenAiResponseModel("gpt-4o-2024-08-06")
                .setGenAiResponseFinishReasons(List.of("stop"))
                .setGenAiUsageInputTokens(21L)
                .setGenAiUsageOutputTokens(30L)
                .setGenAiUsageReasoningTokens(12L)
                .setContentInputText("Sing me xyzzy two")
                .setContentOutputLength(26L)
                .setLabels(
                    Map.of(
                        "azure.category", "GatewayLogs",
                        "azure.operation", "ChatCompletions_Create",
                        "azure.correlation_id", "a0000000-0000-4000-8000-000000000001",
                        "azure.resource", "gateway-one",
                        "azure.api", "azure-openai",
                        "azure.backend", "ai-one",
                        "provider.categories", "violence"))
                .build());
  }

  @Test
  void readsHowCallsEndedAndIgnoresOtherApis() {
    ReadItems items = read(FIXTURE);
    assertThat(items.ignoredItems()).as("the conference").isEqualTo(1);
    assertThat(items.refusals()).isEmpty();
    assertThat(
            lines(
                items,
                TelemetryEvent::getEventCategory,
                TelemetryEvent::getEventAction,
                TelemetryEvent::getEventOutcome,
                TelemetryEvent::getErrorType,
                TelemetryEvent::getGenAiRequestModel))
        .containsExactly(
            "inference | chat | success | null | chat-one",
            "inference | chat | blocked | null | chat-one",
            "inference | text_completion | blocked | null | chat-one",
            "inference | embeddings | throttled | 429 | embed-one",
            "inference | chat | failed | 400 | chat-one",
            "inference | chat | failed | SubscriptionKeyInvalid | chat-one",
            "inference | chat | blocked | null | chat-one",
            "inference | chat | success | null | chat-two",
            "inference | chat | blocked | null | chat-one",
            "admin | list_models | success | null | null");
  }

  @Test
  void takesWhatTheUserWroteLastAndNothingFromABodyThatWasCut() {
    assertThat(
            lines(
                read(FIXTURE),
                TelemetryEvent::getContentInputText,
                TelemetryEvent::getContentOutputLength))
        .containsExactly(
            "Sing me xyzzy two | 26",
            "Ignore all xyzzy three | null",
            "xyzzy four\nxyzzy five | null",
            "xyzzy six | null",
            "null | null",
            "null | null",
            "null | null",
            "xyzzy eight | 5",
            "xyzzy nine | null",
            "null | null");
  }

  @Test
  void namesKeyAndUserWhereTheGatewayOrTheApplicationDoes() {
    assertThat(lines(read(FIXTURE), TelemetryEvent::getApiKeyId, TelemetryEvent::getUserId))
        .containsExactly(
            KEY + " | mallory",
            KEY + " | null",
            KEY + " | dev-17",
            KEY + " | null",
            KEY + " | null",
            "null | null",
            KEY + " | null",
            KEY + " | null",
            KEY + " | null",
            KEY + " | null");
  }

  @Test
  void aKeyOfTheSameNameInAnotherGatewayIsAnother() {
    String log = new String(AzureFixture.bytes(FIXTURE), StandardCharsets.UTF_8);
    assertThat(AzureFixture.items(log.replaceAll("(?i)gateway-one", "gateway-two")).events().get(0))
        .extracting(TelemetryEvent::getApiKeyId)
        .isEqualTo(KEY.replace("gateway-one", "gateway-two"));
  }

  @Test
  void countsTokensOfBothApis() {
    assertThat(
            lines(
                read(FIXTURE),
                TelemetryEvent::getGenAiUsageInputTokens,
                TelemetryEvent::getGenAiUsageOutputTokens,
                TelemetryEvent::getGenAiUsageReasoningTokens))
        .containsExactly(
            "21 | 30 | 12",
            "null | null | null",
            "15 | 9 | null",
            "null | null | null",
            "null | null | null",
            "null | null | null",
            "null | null | null",
            "11 | 3 | 1",
            "null | null | null",
            "null | null | null");
  }

  @Test
  void everyFindingIsAVerdictBlocksFirst() {
    List<TelemetryEvent> events = read(FIXTURE).events();
    assertThat(events.get(0).getVerdicts())
        .as("violence was low, and that is let through")
        .containsExactly(
            Verdict.newBuilder()
                .setDetector("azure.content_filter")
                .setHarm("violent_crimes")
                .setSeverity(3)
                .setVerdict(VerdictValue.warn)
                .setAction(VerdictAction.allow)
                .setTarget(VerdictTarget.output)
                .build());
    assertThat(AzureFixture.verdicts(events.get(1)))
        .as("blocklist, hate, jailbreak; indirect attack, violence")
        .containsExactly(
            "azure.content_filter input deny block present",
            "azure.content_filter input deny block present",
            "azure.prompt_shield input deny block present",
            "azure.prompt_shield input warn allow present",
            "azure.content_filter input warn allow present");
    assertThat(AzureFixture.verdicts(events.get(2)))
        .as("sexual, protected code; the prompt could not be judged")
        .containsExactly(
            "azure.content_filter output deny block present",
            "azure.content_filter input unknown unknown failed",
            "azure.content_filter output warn allow present");
  }

  @Test
  void findsWhatBlockedInAnAnswerThatWasCutAndKnowsNothingOfOneThatIsMissing() {
    List<TelemetryEvent> events = read(FIXTURE).events();
    assertThat(AzureFixture.verdicts(events.get(6)))
        .as("what was found in the prompt stood behind the cut")
        .containsExactly(
            "azure.content_filter output deny block present",
            "azure.content_filter input unknown unknown failed");
    assertThat(events.get(6).getGenAiResponseFinishReasons()).containsExactly("content_filter");
    assertThat(AzureFixture.verdicts(events.get(4)))
        .as("400 without a body")
        .containsExactly("azure.content_filter input unknown unknown failed");
    assertThat(AzureFixture.verdicts(events.get(5))).as("401").isEmpty();
    assertThat(AzureFixture.verdicts(events.get(7)))
        .as("a jailbreak that was let through")
        .containsExactly("azure.prompt_shield input warn allow present");
  }

  @Test
  void aWorkspaceSpellsTheSameCallInItsOwnWay() {
    TelemetryEvent event = read("gateway-workspace.json").events().get(0);
    TelemetryEvent same = read(FIXTURE).events().get(1);
    assertThat(event.getEventTime()).isEqualTo(millis("2026-01-01T12:00:01.9Z"));
    assertThat(event.getEventOutcome()).isEqualTo(EventOutcome.blocked);
    assertThat(event.getVerdicts()).isEqualTo(same.getVerdicts());
    assertThat(event.getContentInputText()).isEqualTo("Ignore all xyzzy ten");
    assertThat(event.getApiKeyId()).isEqualTo(same.getApiKeyId());
    assertThat(event.getOrganizationId()).isEqualTo(same.getOrganizationId());
    assertThat(event.getClientAddress()).isEqualTo(same.getClientAddress());
    assertThat(event.getCloudRegion()).isEqualTo(same.getCloudRegion());
  }

  @Test
  void whatTheGatewayWritesOfTokensAndMessagesIsNoSecondCall() {
    ReadItems items = read("gateway-llm.jsonl");
    assertThat(items.ignoredItems()).as("the answer").isEqualTo(1);
    assertThat(
            lines(
                items,
                TelemetryEvent::getEventId,
                TelemetryEvent::getEventCategory,
                TelemetryEvent::getEventAction,
                TelemetryEvent::getEventOutcome,
                TelemetryEvent::getGenAiRequestModel,
                TelemetryEvent::getGenAiUsageInputTokens,
                TelemetryEvent::getGenAiUsageOutputTokens,
                TelemetryEvent::getContentInputText))
        .containsExactly(
            "a0000000-0000-4000-8000-000000000001/llm/0 | other | model_usage | unknown | chat-one"
                + " | 21 | 30 | null",
            "a0000000-0000-4000-8000-000000000001/llm/1 | other | model_usage | unknown | null"
                + " | null | null | Sing me xyzzy two");
    assertThat(read("gateway-workspace.json").events().get(1).getEventAction())
        .isEqualTo("model_usage");
  }
}
