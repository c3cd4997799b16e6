package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.pipelines.ingest.format.ReadItems;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The records beside this package's tests; their README says where each form is documented. */
final class AwsFixture {

  static final List<String> CLOUDTRAIL =
      List.of(
          "cloudtrail-converse.json",
          "cloudtrail-records.json",
          "cloudtrail-logins.jsonl",
          "cloudtrail-eventbridge.jsonl",
          "cloudtrail-cloudwatch.jsonl");

  static final List<String> BEDROCK =
      List.of(
          "bedrock-converse-blocked.json",
          "bedrock-lines.jsonl",
          "bedrock-invoke-bodies.jsonl",
          "bedrock-cloudwatch.jsonl",
          "bedrock-guardrail-recorded.jsonl");

  /** What no refusal may quote of them. */
  static final String[] SECRETS = {"xyzzy", "mallory", "carol", "203.0.113", "AKIA", "11112222"};

  private AwsFixture() {}

  static byte[] read(String name) {
    try (InputStream file = AwsFixture.class.getResourceAsStream("/ingest/aws/" + name)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    return new String(read(name), StandardCharsets.UTF_8);
  }

  static ReadItems items(RecordDecoder decoder, String text) {
    return ReadItems.of(decoder, text.getBytes(StandardCharsets.UTF_8));
  }
}
