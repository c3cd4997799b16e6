package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.format.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Providers' logs, from raw records to what leaves ingest; counts are worked out by hand. */
class ProviderLogsTest {

  private static final ContentReader.Wishes EVERY_LANGUAGE =
      new ContentReader.Wishes(ContentScorer.NONE, true);
  private static final PseudonymKey KEY =
      new PseudonymKey("k1", "0123456789abcdef".getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @CsvSource({
    "BEDROCK_INVOCATION, bedrock-converse-blocked.json, 1, 0, 0",
    "BEDROCK_INVOCATION, bedrock-lines.jsonl, 8, 0, 0",
    "BEDROCK_INVOCATION, bedrock-invoke-bodies.jsonl, 12, 0, 0",
    "BEDROCK_INVOCATION, bedrock-cloudwatch.jsonl, 2, 0, 1",
    "BEDROCK_INVOCATION, bedrock-guardrail-recorded.jsonl, 6, 0, 0",
    "CLOUDTRAIL, cloudtrail-converse.json, 1, 0, 0",
    "CLOUDTRAIL, cloudtrail-records.json, 15, 1, 0",
    "CLOUDTRAIL, cloudtrail-logins.jsonl, 4, 0, 0",
    "CLOUDTRAIL, cloudtrail-eventbridge.jsonl, 2, 1, 0",
    "CLOUDTRAIL, cloudtrail-cloudwatch.jsonl, 1, 2, 0",
    "AZURE_OPENAI, request-response.json, 6, 3, 0",
    "AZURE_OPENAI, audit.jsonl, 2, 1, 0",
    "AZURE_OPENAI, gateway.jsonl, 10, 1, 0",
    "AZURE_OPENAI, gateway-workspace.json, 2, 0, 0",
    "AZURE_OPENAI, gateway-llm.jsonl, 2, 1, 0",
    "AZURE_OPENAI, activity.json, 9, 4, 0",
  })
  void everyItemIsAccountedForAndNothingRawLeavesIngest(
      Format format, String fixture, int events, int ignored, int refused) {
    IngestTrial.Outcome outcome =
        new IngestTrial(format, 1 << 20, KEY, EVERY_LANGUAGE).read("raw", record(format, fixture));
    assertThat(outcome.events()).hasSize(events);
    assertThat(outcome.ignored()).isEqualTo(ignored);
    assertThat(outcome.deadLetters()).hasSize(refused);
    assertThat(outcome.items()).isEqualTo(events + ignored + refused);
    assertThat(outcome.events().toString() + outcome.deadLetters())
        .doesNotContain("xyzzy", "mallory", "carol", "dave", "capital", "11112222", "203.0.113")
        .doesNotContain(
            "AKIA", "ASIA", "aaaa0000-", "22220000-", "team-blue", "dev-17", "2001:db8");
  }

  private static byte[] record(Format format, String name) {
    String path = "/ingest/" + (format == Format.AZURE_OPENAI ? "azure/" : "aws/") + name;
    try (InputStream file = ProviderLogsTest.class.getResourceAsStream(path)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
