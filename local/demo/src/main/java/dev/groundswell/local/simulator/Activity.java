package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.util.List;
import java.util.Map;

/**
 * Events as a producer reports them: raw identities, nothing that ingest derives, no id or time.
 */
final class Activity {

  private static final double USD_PER_INPUT_TOKEN = 2e-6;
  private static final double USD_PER_OUTPUT_TOKEN = 8e-6;

  private Activity() {}

  /** A call that was answered, in the sizes of a request of the trace. */
  static TelemetryEvent answered(
      Actor actor, Product product, RequestTrace.Request sizes, String text) {
    TelemetryEvent event = call(actor, product, sizes, text);
    event.setEventOutcome(EventOutcome.success);
    event.setEventDuration(200L + 15L * sizes.outputTokens());
    event.setGenAiResponseModel(product.offer(actor.producer()).responseModel());
    event.setGenAiResponseFinishReasons(reasons(event, actor, "end_turn", "stop"));
    event.setGenAiUsageOutputTokens((long) sizes.outputTokens());
    event.setCostUsd(
        sizes.inputTokens() * USD_PER_INPUT_TOKEN + sizes.outputTokens() * USD_PER_OUTPUT_TOKEN);
    return event;
  }

  /** A call whose answer was cut off at the limit. */
  static TelemetryEvent cutOff(
      Actor actor, Product product, RequestTrace.Request sizes, String text) {
    TelemetryEvent event = answered(actor, product, sizes, text);
    event.setGenAiResponseFinishReasons(reasons(event, actor, "max_tokens", "length"));
    return event;
  }

  /** A call that a guardrail refused. */
  static TelemetryEvent blocked(
      Actor actor, Product product, RequestTrace.Request sizes, String text, Verdict verdict) {
    TelemetryEvent event = call(actor, product, sizes, text);
    event.setEventOutcome(EventOutcome.blocked);
    event.setEventDuration(120L);
    event.setGenAiResponseFinishReasons(
        reasons(event, actor, "guardrail_intervened", "content_filter"));
    event.setGenAiUsageOutputTokens(0L);
    event.setCostUsd(sizes.inputTokens() * USD_PER_INPUT_TOKEN);
    event.setVerdicts(List.of(verdict));
    return event;
  }

  static TelemetryEvent login(Actor actor, boolean success) {
    TelemetryEvent event = event(actor, EventCategory.auth, "login");
    event.setEventOutcome(success ? EventOutcome.success : EventOutcome.failed);
    event.setErrorType(success ? null : "InvalidPassword");
    event.setServiceName("identity");
    return event;
  }

  /** A call that names a model and cannot succeed: whoever is let through to the error may call. */
  static TelemetryEvent invalid(
      Actor actor, Product product, RequestTrace.Request sizes, String text) {
    TelemetryEvent event = call(actor, product, sizes, text);
    event.setEventOutcome(EventOutcome.failed);
    event.setErrorType("ValidationException");
    return event;
  }

  static TelemetryEvent keyCreated(Actor actor) {
    return administered(actor, EventCategory.admin, "api_key.create", true);
  }

  /**
   * Something that is done, or looked at: in the console of a service of ours, by key elsewhere.
   */
  static TelemetryEvent administered(
      Actor actor, EventCategory category, String action, boolean success) {
    TelemetryEvent event = event(actor, category, action);
    event.setEventOutcome(success ? EventOutcome.success : EventOutcome.failed);
    event.setEventDuration(40L);
    event.setErrorType(success ? null : "AccessDenied");
    if (actor.producer() == Producer.CANONICAL) {
      event.setServiceName("console");
    } else {
      event.setApiKeyId(actor.apiKey());
      event.setCloudRegion(actor.region());
    }
    return event;
  }

  private static TelemetryEvent call(
      Actor actor, Product product, RequestTrace.Request sizes, String text) {
    Offer offer = product.offer(actor.producer());
    TelemetryEvent event = event(actor, offer.category(), offer.operation());
    event.setApiKeyId(actor.apiKey());
    event.setServiceName(product.service());
    event.setCloudRegion(actor.region());
    event.setGenAiProviderName(offer.provider());
    event.setGenAiOperationName(offer.operation());
    event.setGenAiRequestModel(offer.requestModel());
    event.setGenAiUsageInputTokens((long) sizes.inputTokens());
    event.setContentInputText(text);
    return event;
  }

  /** Why an answer ended; Bedrock's models of pictures do not say. */
  private static List<String> reasons(
      TelemetryEvent event, Actor actor, String ofBedrock, String ofOthers) {
    boolean bedrock = actor.producer() == Producer.AWS;
    return bedrock && event.getEventAction().equals(Offer.PICTURES)
        ? List.of()
        : List.of(bedrock ? ofBedrock : ofOthers);
  }

  static TelemetryEvent event(Actor actor, EventCategory category, String action) {
    TelemetryEvent event = empty(category);
    event.setEventAction(action);
    event.setUserId(actor.user());
    event.setSessionId(actor.session());
    event.setOrganizationId(actor.organization());
    event.setClientAddress(actor.address());
    event.setClientAsn(actor.asn());
    event.setClientGeoCountryIsoCode(actor.country());
    event.setUserAgentOriginal(actor.userAgent());
    event.setDeploymentEnvironment("production");
    return event;
  }

  /** An event that says nothing yet, not even who acted. */
  // Not the generated builder: it copies the default of every field that is not set, at ten times
  // the price of the whole event.
  static TelemetryEvent empty(EventCategory category) {
    TelemetryEvent event = new TelemetryEvent();
    event.setEventCategory(category);
    event.setGenAiResponseFinishReasons(List.of());
    event.setContentInputEncodings(List.of());
    event.setContentInputSecrets(List.of());
    event.setVerdicts(List.of());
    event.setLabels(Map.of());
    event.setSafetyTechniques(List.of());
    event.setSafetyHarms(List.of());
    event.setSafetyDetectors(List.of());
    return event;
  }
}
