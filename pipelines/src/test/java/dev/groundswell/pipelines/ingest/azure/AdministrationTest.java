package dev.groundswell.pipelines.ingest.azure;

import static dev.groundswell.pipelines.ingest.azure.AzureFixture.MALLORY;
import static dev.groundswell.pipelines.ingest.azure.AzureFixture.SUBSCRIPTION;
import static dev.groundswell.pipelines.ingest.azure.AzureFixture.millis;
import static dev.groundswell.pipelines.ingest.azure.AzureFixture.read;
import static dev.groundswell.pipelines.ingest.format.ReadItems.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.format.ReadItems;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The activity log, and what the audit log has of it. */
class AdministrationTest {

  @Test
  void readsTheEndOfEveryOperationThatMatters() {
    ReadItems items = read("activity.json");
    assertThat(items.ignoredItems())
        .as("a start, an acceptance, a virtual machine's logs, a storage account's keys")
        .isEqualTo(4);
    assertThat(items.refusals()).isEmpty();
    assertThat(
            lines(
                items,
                AzureFixture::clock,
                TelemetryEvent::getEventCategory,
                TelemetryEvent::getEventAction,
                TelemetryEvent::getEventOutcome,
                TelemetryEvent::getErrorType))
        .containsExactly(
            "12:00:00.400Z | admin | api_key.list | success | null",
            "12:00:05Z | admin | api_key.reset | success | null",
            "12:00:10Z | admin | guardrail.update | failed | Forbidden",
            "12:00:15Z | admin | guardrail.delete | success | null",
            "12:00:15Z | admin | guardrail.delete | success | null",
            "12:00:22Z | admin | model_deployment.update | success | null",
            "12:00:25Z | admin | invocation_logging.delete | success | null",
            "12:00:26Z | admin | audit_log.delete | success | null",
            "12:00:30Z | admin | api_key.list | success | null");
  }

  @Test
  void namesWhoDidItFromWhere() {
    assertThat(
            lines(
                read("activity.json"),
                TelemetryEvent::getUserId,
                TelemetryEvent::getOrganizationId,
                TelemetryEvent::getClientAddress))
        .startsWith(MALLORY + " | " + SUBSCRIPTION + " | 203.0.113.7")
        .endsWith("mallory@example.org | " + SUBSCRIPTION + " | 203.0.113.7")
        .hasSize(9);
  }

  @Test
  void changesOfOneDeploymentHaveIdsOfTheirOwn() {
    assertThat(read("activity.json").events())
        .extracting(TelemetryEvent::getEventId)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("d0000000-0000-4000-8000-\\d{12}/[0-9a-f]{32}"));
  }

  @Test
  void anOperationWithoutAnIdIsLeftToBeRefused() {
    String text = AzureFixture.text("activity.json").replace("correlationId", "otherId");
    assertThat(AzureFixture.items(text).events())
        .extracting(TelemetryEvent::getEventId)
        .containsOnly("");
  }

  @Test
  void readsThatKeysWereShown() {
    ReadItems items = read("audit.jsonl");
    assertThat(items.ignoredItems()).isEqualTo(1);
    TelemetryEvent event = items.events().get(0);
    assertThat(event.getEventId()).matches("[0-9a-f]{32}");
    assertThat(items.events().get(1).getEventId()).isNotEqualTo(event.getEventId());
    assertThat(read("audit.jsonl").events()).as("ids are not random").isEqualTo(items.events());
    assertThat(event)
        .isEqualTo(
            TelemetryEvent.newBuilder()
                .setEventId(event.getEventId())
                .setEventTime(millis("2026-01-01T12:00:30Z"))
                .setEventCategory(EventCategory.admin)
                .setEventAction("api_key.list")
                .setEventOutcome(EventOutcome.unknown)
                .setUserId(MALLORY)
                .setOrganizationId(SUBSCRIPTION)
                .setGenAiProviderName("azure.ai.openai")
                .setLabels(
                    Map.of(
                        "azure.category", "Audit",
                        "azure.operation", "ListKey",
                        "azure.resource", "ai-one"))
                .build());
  }
}
