package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.format.Format;
import java.time.Duration;
import java.util.List;

/**
 * How long after the fact records of a format arrive, by what is documented of their provider. The
 * table in the module's README is generated from here.
 *
 * @param format of the records
 * @param bound how long ingest waits for them, unless it is told otherwise
 * @param because what is documented, and what is assumed of it
 * @param source where it is documented; empty if it is ours to say
 */
public record DeliveryDelay(Format format, Duration bound, String because, String source) {

  private static final String BATCHES =
      "SDKs send spans every 5 seconds unless told otherwise, and Collectors batch again.";
  private static final String BATCHES_SOURCE =
      "https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/";

  private static final List<DeliveryDelay> ALL =
      List.of(
          new DeliveryDelay(
              Format.AVRO,
              Duration.ofSeconds(5),
              "Producers send an event when it happens, over several threads and machines.",
              ""),
          new DeliveryDelay(
              Format.BEDROCK_INVOCATION,
              Duration.ofMinutes(3),
              "CloudWatch Logs hands records to a subscription usually in less than three minutes;"
                  + " of Bedrock itself nothing is documented.",
              "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions.html"),
          new DeliveryDelay(
              Format.CLOUDTRAIL,
              Duration.ofMinutes(10),
              "CloudTrail writes about every five minutes, on average five minutes after the call,"
                  + " without guarantee; twice the average, so that it is not half of the events"
                  + " that are late.",
              "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/"
                  + "get-and-view-cloudtrail-log-files.html"),
          new DeliveryDelay(
              Format.AZURE_OPENAI,
              Duration.ofMinutes(3),
              "Azure Monitor takes 20 seconds to 3 minutes on average: resource logs 30 to 90"
                  + " seconds, the activity log 30 seconds by a diagnostic setting; event hubs are"
                  + " taken to be as fast as workspaces.",
              "https://learn.microsoft.com/en-us/azure/azure-monitor/logs/data-ingestion-time"),
          new DeliveryDelay(Format.OTLP_PROTO, Duration.ofSeconds(10), BATCHES, BATCHES_SOURCE),
          new DeliveryDelay(Format.OTLP_JSON, Duration.ofSeconds(10), BATCHES, BATCHES_SOURCE));

  /** Everything that is known. */
  public static List<DeliveryDelay> all() {
    return ALL;
  }

  /** What is known of a format. */
  public static DeliveryDelay of(Format format) {
    return ALL.stream().filter(delay -> delay.format() == format).findFirst().orElseThrow();
  }
}
