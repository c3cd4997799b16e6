package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.pipelines.ingest.format.Items;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonDecoder;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.pipelines.ingest.verdict.CategoryLabel;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Model calls from Amazon Bedrock's invocation log (its user guide, "Monitor model invocation using
 * CloudWatch Logs and Amazon S3"; {@code schemaType} ModelInvocationLog, 1.0): one call, one event,
 * with what a guardrail said of it where its trace was on.
 *
 * <p>Whether {@code timestamp} is a call's begin or end is not documented; it is taken for the end.
 */
public final class BedrockInvocationDecoder implements RecordDecoder {

  private final JsonDecoder json =
      new JsonDecoder(AwsEnvelopes::ofCloudWatch, BedrockInvocationDecoder::event);

  @Override
  public void decode(byte[] record, Items items) throws Refusal {
    json.decode(record, items);
  }

  private static Optional<TelemetryEvent> event(JsonFields log) throws Refusal {
    if (!"ModelInvocationLog".equals(log.text("schemaType"))) {
      throw new Refusal(
          DeadLetterReason.undecodable, "schemaType is not ModelInvocationLog: no invocation log");
    }
    String model = ModelId.of(log.text("modelId"));
    String operation = ModelId.operation(model);
    TelemetryEvent event =
        TelemetryEvent.newBuilder()
            .setEventId(Optional.ofNullable(log.text("requestId")).orElse(""))
            .setEventTime(log.time("timestamp"))
            .setEventCategory(EventCategory.inference)
            .setEventAction(operation)
            .setErrorType(AwsError.type(log.text("errorCode")))
            .setUserId(AwsPrincipal.ofArn(log.text("identity", "arn")))
            .setOrganizationId(log.text("accountId"))
            .setCloudRegion(log.text("region"))
            .setGenAiProviderName("aws.bedrock")
            .setGenAiOperationName(operation)
            .setGenAiRequestModel(model)
            .setGenAiUsageInputTokens(log.wholeNumber("input", "inputTokenCount"))
            .setGenAiUsageOutputTokens(log.wholeNumber("output", "outputTokenCount"))
            .setContentInputText(BedrockInput.lastUserText(log.at("input", "inputBodyJson")))
            .setLabels(labels(log))
            .build();
    setAnswer(event, new BedrockOutput(log.at("output", "outputBodyJson")));
    return Optional.of(event);
  }

  private static void setAnswer(TelemetryEvent event, BedrockOutput output) throws Refusal {
    GuardrailTrace guardrail = output.guardrail();
    event.setEventDuration(output.latencyMillis());
    event.setContentOutputLength(output.textLength());
    event.setGenAiResponseFinishReasons(output.finishReasons());
    EventOutcome outcome = AwsError.outcome(event.getErrorType());
    event.setVerdicts(
        outcome == EventOutcome.success && !output.isLogged()
            ? List.of(GuardrailVerdicts.failed())
            : guardrail.verdicts());
    CategoryLabel.put(event, guardrail.categories());
    event.setEventOutcome(outcome == EventOutcome.success ? output.outcome(guardrail) : outcome);
  }

  private static Map<String, String> labels(JsonFields log) {
    Map<String, String> labels = new HashMap<>();
    labels.put("aws.request_id", log.text("requestId"));
    labels.put("aws.event_name", log.text("operation"));
    labels.put("aws.inference_region", log.text("inferenceRegion"));
    labels.values().removeIf(value -> value == null);
    return labels;
  }
}
