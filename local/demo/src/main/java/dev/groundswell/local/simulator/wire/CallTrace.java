package dev.groundswell.local.simulator.wire;

import dev.groundswell.local.simulator.wire.CallSpan.Kind;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.VerdictTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The spans of one model call, as a service sends them that is instrumented with OpenTelemetry (its
 * semantic conventions, "Generative AI" and "HTTP"): the request that the service serves, which
 * alone knows who asks; within it the call, which does not; and around every third call the span of
 * a framework, which says all that the call says a second time. Or of one execution of a tool, with
 * the span of the agent around it, which alone knows the conversation.
 *
 * <p>A prompt that a filter refuses is an error, whose message tells of it; an answer that a filter
 * cuts off is a finish reason. Neither says what the filter found.
 *
 * @param traceId 32 hex digits
 * @param resource attributes of the service
 * @param spans in the order in which they end
 */
record CallTrace(String traceId, Map<String, Object> resource, List<CallSpan> spans) {

  private static final String LIBRARY = "opentelemetry.instrumentation.openai_v2";
  private static final String FRAMEWORK = "agent-framework";
  private static final String SERVER = "opentelemetry.instrumentation.asgi";
  private static final String REFUSAL =
      "Error code: 400 - The response was filtered due to the prompt triggering Azure OpenAI's"
          + " content management policy.";

  private static final String INVOKE_AGENT = "invoke_agent";
  private static final int TRACE_DIGITS = 32;
  private static final int FRAMEWORK_EVERY = 3;

  /** What a span takes longer than the one within it. */
  private static final long OVERHEAD_MS = 2;

  static CallTrace of(TelemetryEvent event) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("service.name", event.getServiceName());
    resource.put("deployment.environment.name", event.getDeploymentEnvironment());
    resource.put("cloud.region", event.getCloudRegion());
    boolean tool = event.getEventCategory() == EventCategory.tool;
    Ids ids = Ids.of(event.getEventId(), tool);
    List<CallSpan> spans = new ArrayList<>();
    spans.add(tool ? execution(event, ids) : call(event, ids));
    if (ids.framework()) {
      spans.add(agent(event, ids));
    }
    spans.add(request(event, ids));
    return new CallTrace(ids.trace(), resource, spans);
  }

  /**
   * Ids of the trace and its spans. An event's id is that of its call; one that is not of that form
   * names nothing.
   */
  private record Ids(String trace, String call, String agent, String request, boolean framework) {

    static Ids of(String eventId, boolean tool) {
      if (eventId.length() <= TRACE_DIGITS) {
        return new Ids("", "", "", "", false);
      }
      String call = eventId.substring(TRACE_DIGITS + 1);
      long number = Long.parseUnsignedLong(call, 16);
      return new Ids(
          eventId.substring(0, TRACE_DIGITS),
          call,
          HexFormat.of().toHexDigits(number + 1),
          HexFormat.of().toHexDigits(number + 2),
          tool || Long.remainderUnsigned(number, FRAMEWORK_EVERY) == 0);
    }
  }

  private static CallSpan call(TelemetryEvent event, Ids ids) {
    String operation = event.getGenAiOperationName();
    Map<String, Object> attributes = callAttributes(event, operation);
    attributes.put("gen_ai.input.messages", messages(event.getContentInputText()));
    if (error(event) == null) {
      attributes.put("gen_ai.response.id", "chatcmpl-" + ids.call());
    }
    return new CallSpan(
        LIBRARY,
        ids.call(),
        ids.framework() ? ids.agent() : ids.request(),
        operation + " " + event.getGenAiRequestModel(),
        Kind.CLIENT,
        start(event, 0),
        event.getEventTime(),
        attributes,
        error(event));
  }

  private static CallSpan execution(TelemetryEvent event, Ids ids) {
    return new CallSpan(
        FRAMEWORK,
        ids.call(),
        ids.agent(),
        "execute_tool " + event.getGenAiToolName(),
        Kind.INTERNAL,
        start(event, 0),
        event.getEventTime(),
        Map.of(
            "gen_ai.operation.name",
            event.getGenAiOperationName(),
            "gen_ai.tool.name",
            event.getGenAiToolName()),
        null);
  }

  private static CallSpan agent(TelemetryEvent event, Ids ids) {
    Map<String, Object> attributes =
        event.getGenAiConversationId() == null
            ? callAttributes(event, INVOKE_AGENT)
            : conversationAttributes(event);
    attributes.put("gen_ai.agent.name", "assistant");
    return new CallSpan(
        FRAMEWORK,
        ids.agent(),
        ids.request(),
        "invoke_agent assistant",
        Kind.INTERNAL,
        start(event, OVERHEAD_MS),
        event.getEventTime() + OVERHEAD_MS,
        attributes,
        error(event));
  }

  private static CallSpan request(TelemetryEvent event, Ids ids) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("http.request.method", "POST");
    attributes.put("http.route", "/messages");
    attributes.put("http.response.status_code", 200L);
    attributes.put("client.address", event.getClientAddress());
    attributes.put("user_agent.original", event.getUserAgentOriginal());
    attributes.put("user.id", event.getUserId());
    attributes.put("session.id", event.getSessionId());
    attributes.put("tenant.id", event.getOrganizationId());
    return new CallSpan(
        SERVER,
        ids.request(),
        "",
        "POST /messages",
        Kind.SERVER,
        start(event, 2 * OVERHEAD_MS),
        event.getEventTime() + 2 * OVERHEAD_MS,
        attributes,
        null);
  }

  private static Map<String, Object> conversationAttributes(TelemetryEvent event) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("gen_ai.operation.name", INVOKE_AGENT);
    attributes.put("gen_ai.conversation.id", event.getGenAiConversationId());
    return attributes;
  }

  private static Map<String, Object> callAttributes(TelemetryEvent event, String operation) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("gen_ai.operation.name", operation);
    attributes.put("gen_ai.provider.name", event.getGenAiProviderName());
    attributes.put("gen_ai.request.model", event.getGenAiRequestModel());
    if (error(event) != null) {
      attributes.put("error.type", "BadRequestError");
      return attributes;
    }
    attributes.put("gen_ai.response.finish_reasons", event.getGenAiResponseFinishReasons());
    if (event.getGenAiResponseModel() != null) {
      attributes.put("gen_ai.response.model", event.getGenAiResponseModel());
    }
    attributes.put("gen_ai.usage.input_tokens", event.getGenAiUsageInputTokens());
    attributes.put("gen_ai.usage.output_tokens", event.getGenAiUsageOutputTokens());
    return attributes;
  }

  /** Of a prompt that was refused; else null. */
  private static String error(TelemetryEvent event) {
    boolean refused =
        event.getEventOutcome() == EventOutcome.blocked
            && event.getVerdicts().get(0).getTarget() == VerdictTarget.input;
    return refused ? REFUSAL : null;
  }

  /** Never before 1970. */
  private static long start(TelemetryEvent event, long earlierMs) {
    return Math.max(0, event.getEventTime() - event.getEventDuration() - earlierMs);
  }

  private static String messages(String text) {
    var part = Json.object().put("type", "text").put("content", text);
    var message = Json.object().put("role", "user");
    message.set("parts", Json.array(part));
    return new String(Json.bytes(Json.array(message)), StandardCharsets.UTF_8);
  }
}
