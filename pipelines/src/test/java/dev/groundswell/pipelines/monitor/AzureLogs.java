package dev.groundswell.pipelines.monitor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What API Management would write of one key that is used now, a second between any two calls. */
final class AzureLogs {

  private static final String ADDRESS = "192.0.2.1";

  private final String key;
  private final List<String> calls = new ArrayList<>();
  private Instant now;

  AzureLogs(String key, Instant begin) {
    this.key = key;
    this.now = begin;
  }

  /** A model call through the gateway, whose log holds no bodies. */
  AzureLogs calls(String address) {
    return call(address, 200, "");
  }

  /** A model call whose log holds bodies, and what the content filter found in the prompt. */
  AzureLogs asks(String text, String violence) {
    return call(
        ADDRESS,
        200,
        bodies(
            text,
            """
            {"choices":[{"finish_reason":"stop","message":{"content":"Yes."}}],\
            "prompt_filter_results":[{"content_filter_results":{\
            "violence":{"filtered":false,"severity":"%s"}}}]}"""
                .formatted(violence)));
  }

  /** A model call that the content filter refuses. */
  AzureLogs isRefused(String text) {
    return call(
        ADDRESS,
        400,
        bodies(
            text,
            """
            {"error":{"code":"content_filter","innererror":{"content_filter_result":{\
            "violence":{"filtered":true,"severity":"high"}}}}}"""));
  }

  private String bodies(String text, String answer) {
    String request =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],\"user\":\"%s\"}"
            .formatted(text, key);
    return "\"backendRequestBody\":\"%s\",\"backendResponseBody\":\"%s\","
        .formatted(request.replace("\"", "\\\""), answer.replace("\"", "\\\""));
  }

  private AzureLogs call(String address, int status, String bodies) {
    now = now.plusSeconds(1);
    calls.add(
        """
        {"time":"%s","operationName":"Microsoft.ApiManagement/GatewayLogs",\
        "category":"GatewayLogs","durationMs":400,"callerIpAddress":"%s",\
        "correlationId":"gateway-%d","location":"East US","properties":{%s\
        "apimSubscriptionId":"%s","operationId":"ChatCompletions_Create","responseCode":%d,\
        "url":"https://one.azure-api.net/deployments/chat/chat/completions"},\
        "resourceId":"/SUBSCRIPTIONS/2/PROVIDERS/MICROSOFT.APIMANAGEMENT/SERVICE/ONE"}"""
            .formatted(now, address, calls.size(), bodies, key, status));
    return this;
  }

  List<byte[]> gatewayLog() {
    return calls.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
