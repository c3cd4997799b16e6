package dev.groundswell.pipelines.ingest.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The wire formats that ingest reads. Their names are formats themselves: options, labels. */
public enum Format {
  /** Canonical events in Avro single-object encoding. */
  AVRO,
  /** Amazon Bedrock's model invocation log. */
  BEDROCK_INVOCATION,
  /** Audit events of AWS CloudTrail. */
  CLOUDTRAIL,
  /** Logs of Azure Monitor: Azure OpenAI, API Management, activity. */
  AZURE_OPENAI,
  /** Traces and logs of OpenTelemetry in protobuf. */
  OTLP_PROTO,
  /** Traces and logs of OpenTelemetry in JSON. */
  OTLP_JSON;

  /** Every wire name. */
  public static List<String> wireNames() {
    return Arrays.stream(values()).map(Format::wireName).toList();
  }

  /** The format of that wire name. */
  public static Optional<Format> of(String wireName) {
    return Arrays.stream(values()).filter(f -> f.wireName().equals(wireName)).findFirst();
  }

  /** Whether its items are parts of traces, which have to be put together. */
  public boolean isTraced() {
    return switch (this) {
      case OTLP_PROTO, OTLP_JSON -> true;
      case AVRO, BEDROCK_INVOCATION, CLOUDTRAIL, AZURE_OPENAI -> false;
    };
  }

  /** The name as people and labels write it: {@code avro}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
