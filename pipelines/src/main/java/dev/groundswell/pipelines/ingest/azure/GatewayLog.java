package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.pipelines.ingest.verdict.CategoryLabel;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Category GatewayLogs of API Management: model calls that went through the gateway, with key,
 * address and status; with text, tokens and what the content filter said where bodies are logged.
 */
final class GatewayLog {

  static final String LOG = "GatewayLogs";

  /** The name of Azure OpenAI in OpenTelemetry. */
  static final String PROVIDER = "azure.ai.openai";

  private static final Pattern DEPLOYMENT = Pattern.compile("/deployments/([^/]{1,256})/");

  /** The gateway's policy that asks Azure AI Content Safety before the model is called. */
  private static final String CONTENT_SAFETY = "llm-content-safety";

  private GatewayLog() {}

  static Optional<TelemetryEvent> event(AzureRecord log) throws Refusal {
    Optional<AzureOperation> operation =
        AzureOperation.of(LOG, log.fields().text("operationid"), log)
            .or(() -> AzureOperation.ofPath(LOG, path(log.fields())));
    return operation.isPresent() ? Optional.of(event(log, operation.get())) : Optional.empty();
  }

  private static TelemetryEvent event(AzureRecord log, AzureOperation operation) throws Refusal {
    JsonFields fields = log.fields();
    CallTimes times = CallTimes.ofGateway(log);
    TelemetryEvent event =
        log.event(operation)
            .setEventTime(times.end())
            .setEventDuration(times.duration())
            .setUserId(fields.text("userid"))
            .setApiKeyId(key(log))
            .setUserAgentOriginal(log.requestHeader("User-Agent"))
            .setCloudRegion(log.region())
            .setGenAiProviderName(PROVIDER)
            .build();
    CallerAddress.set(event, fields.text("calleripaddress"));
    AzureRecord.putLabel(event, "azure.api", fields.text("apiid"));
    AzureRecord.putLabel(event, "azure.backend", fields.text("backendid"));
    if (operation.category() == EventCategory.inference) {
      event.setGenAiOperationName(operation.action());
      setRequest(event, fields);
    }
    setAnswer(event, fields);
    return event;
  }

  /** The subscription as Azure's resources are named: its own name is one within its gateway. */
  private static String key(AzureRecord log) {
    String subscription = log.fields().text("apimsubscriptionid");
    return subscription == null ? null : log.resource() + "/subscriptions/" + subscription;
  }

  private static void setRequest(TelemetryEvent event, JsonFields fields) {
    ModelRequest request =
        new ModelRequest(
            firstOf(fields.json("backendrequestbody"), () -> fields.json("requestbody")));
    event.setGenAiRequestModel(deployment(fields).orElseGet(request::model));
    event.setContentInputText(request.lastUserText());
    if (request.user() != null) {
      event.setUserId(request.user());
    }
  }

  private static void setAnswer(TelemetryEvent event, JsonFields fields) throws Refusal {
    JsonFields whole =
        firstOf(fields.json("backendresponsebody"), () -> fields.json("responsebody"));
    ModelAnswer answer =
        new ModelAnswer(
            firstOf(
                firstOf(whole, () -> fields.cutJson("backendresponsebody")),
                () -> fields.cutJson("responsebody")));
    event.setGenAiResponseModel(answer.model());
    event.setGenAiResponseFinishReasons(answer.finishReasons());
    event.setGenAiUsageInputTokens(answer.inputTokens());
    event.setGenAiUsageOutputTokens(answer.outputTokens());
    event.setGenAiUsageReasoningTokens(answer.reasoningTokens());
    event.setContentOutputLength(new ModelAnswer(whole).textLength());
    setOutcome(event, fields, answer, whole.isPresent());
  }

  private static void setOutcome(
      TelemetryEvent event, JsonFields fields, ModelAnswer answer, boolean isWhole) {
    String code = fields.text("responsecode");
    String status = code == null ? fields.text("backendresponsecode") : code;
    boolean isBlocked = answer.isBlocked() || CONTENT_SAFETY.equals(fields.text("lasterrorsource"));
    EventOutcome outcome = isBlocked ? EventOutcome.blocked : HttpStatus.outcome(status);
    event.setEventOutcome(outcome);
    if (HttpStatus.isError(outcome)) {
      event.setErrorType(
          Stream.of(answer.errorCode(), fields.code("lasterrorreason"), status)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null));
    }
    if (isBlocked || answer.body().isPresent()) {
      ContentFilter filter =
          isWhole ? new ContentFilter(answer.body()) : ContentFilter.ofBeginning(answer.body());
      event.setVerdicts(filter.verdicts());
      CategoryLabel.put(event, filter.categories());
    } else {
      event.setVerdicts(ContentFilter.verdictsWithoutBody(status));
    }
  }

  private static Optional<String> deployment(JsonFields fields) {
    Matcher deployment = DEPLOYMENT.matcher(path(fields));
    return deployment.find() ? Optional.of(deployment.group(1)) : Optional.empty();
  }

  /** The path of the call, as the model's service got it. */
  private static String path(JsonFields fields) {
    String url = fields.text("backendurl");
    url = url == null ? fields.text("url") : url;
    return url == null ? "" : url.split("[?#]", 2)[0];
  }

  private static JsonFields firstOf(JsonFields first, Supplier<JsonFields> second) {
    return first.isPresent() ? first : second.get();
  }
}
