package dev.groundswell.pipelines.ingest.azure;

import static dev.groundswell.pipelines.ingest.azure.AzureFixture.items;
import static dev.groundswell.pipelines.ingest.azure.AzureFixture.read;
import static dev.groundswell.pipelines.ingest.format.Gzipped.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.format.ReadItems;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import org.junit.jupiter.api.Test;

class AzureOpenAiDecoderTest {

  @Test
  void readsAllOfItCompressed() {
    for (String fixture : AzureFixture.ALL) {
      byte[] compressed = gzip(AzureFixture.bytes(fixture));
      assertThat(ReadItems.of(new AzureOpenAiDecoder(), compressed).events())
          .as(fixture)
          .isEqualTo(read(fixture).events())
          .isNotEmpty();
    }
  }

  @Test
  void readsARecordByItself() {
    String record = AzureFixture.text("gateway.jsonl").lines().findFirst().orElseThrow();
    assertThat(items(record).events()).isEqualTo(read("gateway.jsonl").events().subList(0, 1));
  }

  @Test
  void refusesWhatIsNoLogOfAzureInsteadOfIgnoringIt() {
    ReadItems items =
        items("{\"schemaType\": \"ModelInvocationLog\", \"operation\": \"Converse\"}");
    assertThat(items.refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.undecodable);
  }

  @Test
  void refusesARecordWithoutATimeAlone() {
    String text = AzureFixture.text("activity.json").replace("12:00:05.0000000Z", "noon");
    ReadItems items = items(text);
    assertThat(items.events()).hasSize(8);
    assertThat(items.refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.invalid_time);
  }

  @Test
  void ignoresLogsOfOtherServices() {
    assertThat(
            items("{\"category\": \"AuditEvent\", \"operationName\": \"SecretGet\"}")
                .ignoredItems())
        .isEqualTo(1);
    assertThat(
            items(
                    "{\"category\": \"RequestResponse\", \"operationName\": \"ChatCompletions_Create\","
                        + " \"resourceId\": \"/SUBSCRIPTIONS/S/PROVIDERS/MICROSOFT.OTHER/THINGS/T\"}")
                .ignoredItems())
        .isEqualTo(1);
  }
}
