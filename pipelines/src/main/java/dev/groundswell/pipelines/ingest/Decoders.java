package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.avro.CanonicalDecoder;
import dev.groundswell.pipelines.ingest.aws.BedrockInvocationDecoder;
import dev.groundswell.pipelines.ingest.aws.CloudTrailDecoder;
import dev.groundswell.pipelines.ingest.azure.AzureOpenAiDecoder;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.otlp.OtlpDecoder;

/** The decoder of each format. */
final class Decoders {

  private Decoders() {}

  static RecordDecoder of(Format format) {
    return switch (format) {
      case AVRO -> new CanonicalDecoder();
      case BEDROCK_INVOCATION -> new BedrockInvocationDecoder();
      case CLOUDTRAIL -> new CloudTrailDecoder();
      case AZURE_OPENAI -> new AzureOpenAiDecoder();
      case OTLP_PROTO -> OtlpDecoder.proto();
      case OTLP_JSON -> OtlpDecoder.json();
    };
  }
}
