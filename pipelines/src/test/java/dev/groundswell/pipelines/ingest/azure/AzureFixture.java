package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.format.ReadItems;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The records beside this package's tests; their README says where each form is documented. */
final class AzureFixture {

  static final List<String> ALL =
      List.of(
          "request-response.json",
          "audit.jsonl",
          "gateway.jsonl",
          "gateway-workspace.json",
          "gateway-llm.jsonl",
          "activity.json");

  /** What no refusal may quote of them. */
  static final String[] SECRETS = {
    "xyzzy", "mallory", "aaaa0000", "22220000", "203.0.113", "team-blue"
  };

  static final String MALLORY = "aaaa0000-0000-4000-8000-000000000666";
  static final String SUBSCRIPTION = "22220000-0000-4000-8000-000000000001";

  private AzureFixture() {}

  static ReadItems read(String name) {
    return ReadItems.of(new AzureOpenAiDecoder(), bytes(name));
  }

  static ReadItems items(String text) {
    return ReadItems.of(new AzureOpenAiDecoder(), text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String name) {
    try (InputStream file = AzureFixture.class.getResourceAsStream("/ingest/azure/" + name)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  /** When an event was, without its date. */
  static Object clock(TelemetryEvent event) {
    return Instant.ofEpochMilli(event.getEventTime()).toString().replace("2026-01-01T", "");
  }

  /** Every verdict as detector, target, advice, action and state. */
  static List<String> verdicts(TelemetryEvent event) {
    List<String> lines = new ArrayList<>();
    for (Verdict verdict : event.getVerdicts()) {
      lines.add(
          "%s %s %s %s %s"
              .formatted(
                  verdict.getDetector(),
                  verdict.getTarget(),
                  verdict.getVerdict(),
                  verdict.getAction(),
                  verdict.getState()));
    }
    return lines;
  }
}
