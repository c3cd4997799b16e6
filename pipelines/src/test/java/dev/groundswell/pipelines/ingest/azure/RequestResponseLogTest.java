package dev.groundswell.pipelines.ingest.azure;

import static dev.groundswell.pipelines.ingest.azure.AzureFixture.MALLORY;
import static dev.groundswell.pipelines.ingest.azure.AzureFixture.SUBSCRIPTION;
import static dev.groundswell.pipelines.ingest.azure.AzureFixture.millis;
import static dev.groundswell.pipelines.ingest.azure.AzureFixture.read;
import static dev.groundswell.pipelines.ingest.format.ReadItems.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.format.ReadItems;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RequestResponseLogTest {

  private static final String FIXTURE = "request-response.json";

  @Test
  void readsThatAModelWasCalled() {
    assertThat(read(FIXTURE).events().get(0))
        .isEqualTo(
            TelemetryEvent.newBuilder()
                .setEventId("b0000000-0000-4000-8000-000000000001")
                .setEventTime(millis("2026-01-01T12:00:01.5Z"))
                .setEventCategory(EventCategory.other)
                .setEventAction("invoke_model")
                .setEventOutcome(EventOutcome.success)
                .setEventDuration(1500L)
                .setOrganizationId(SUBSCRIPTION)
                .setClientSubnet("203.0.113.0/24")
                .setCloudRegion("eastus")
                .setGenAiProviderName("azure.ai.openai")
                .setGenAiOperationName("chat")
                .setGenAiRequestModel("chat-one")
                .setGenAiResponseModel("gpt-4o")
                .setLabels(
                    Map.of(
                        "azure.category", "RequestResponse",
                        "azure.operation", "ChatCompletions_Create",
                        "azure.correlation_id", "b0000000-0000-4000-8000-000000000001",
                        "azure.resource", "ai-one",
                        "azure.model_version", "2024-08-06",
                        "azure.stream", "Non-Streaming"))
                .build());
  }

  @Test
  void readsHowCallsEndedAndIgnoresWhatIsNoCallOfAModel() {
    ReadItems items = read(FIXTURE);
    assertThat(items.ignoredItems()).as("a thread, a trace, a metric").isEqualTo(3);
    assertThat(items.refusals()).isEmpty();
    assertThat(
            lines(
                items,
                TelemetryEvent::getEventCategory,
                TelemetryEvent::getEventAction,
                TelemetryEvent::getEventOutcome,
                TelemetryEvent::getErrorType,
                TelemetryEvent::getGenAiRequestModel,
                TelemetryEvent::getUserId))
        .containsExactly(
            "other | invoke_model | success | null | chat-one | null",
            "other | invoke_model | throttled | 429 | null | null",
            "other | invoke_model | failed | 400 | chat-one | null",
            "other | invoke_model | success | null | chat-one | " + MALLORY,
            "admin | list_models | success | null | null | " + MALLORY,
            "other | invoke_model | failed | 500 | chat-one | null");
  }

  @Test
  void takesTheEndOfACallFromItsTicksAndDoesWithoutThem() {
    assertThat(lines(read(FIXTURE), AzureFixture::clock, TelemetryEvent::getEventDuration))
        .as("the fourth says -700 ms, the last has no ticks")
        .containsExactly(
            "12:00:01.500Z | 1500",
            "12:00:10.020Z | 20",
            "12:00:20.350Z | 350",
            "12:00:30.700Z | 700",
            "12:00:40.015Z | 15",
            "12:01:10Z | 2000");
  }

  @Test
  void ticksThatHaveNothingToDoWithTheTimeAreNotBelieved() {
    String text =
        AzureFixture.text(FIXTURE)
            .replace("responseTime\\\":639028656015000000", "responseTime\\\":1");
    assertThat(AzureFixture.clock(AzureFixture.items(text).events().get(0)))
        .isEqualTo("12:00:04.250Z");
  }

  @Test
  void knowsTheNetworkOfAMaskedAddressAndAddressesThatAreNotMasked() {
    assertThat(
            lines(read(FIXTURE), TelemetryEvent::getClientAddress, TelemetryEvent::getClientSubnet))
        .startsWith("null | 203.0.113.0/24")
        .endsWith("203.0.113.9 | null")
        .contains("2001:db8::7 | null");
  }

  @Test
  void aBadRequestMayHaveBeenBlockedAndIsNotCalledSo() {
    assertThat(lines(read(FIXTURE), AzureFixture::verdicts))
        .containsExactly(
            "[]", "[]", "[azure.content_filter input unknown unknown failed]", "[]", "[]", "[]");
  }

  @Test
  @Tag("B7")
  void refusesNumbersThatAreNone() {
    String text =
        AzureFixture.text(FIXTURE).replace("\"durationMs\": 2000", "\"durationMs\": 1e400");
    assertThat(AzureFixture.items(text).refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.invalid_number);
  }
}
