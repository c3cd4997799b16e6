package dev.groundswell.pipelines.monitor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What API Management would write of one key that is used now, a second between any two calls. */
final class AzureLogs {

  private final String key;
  private final List<String> calls = new ArrayList<>();
  private Instant now;

  AzureLogs(String key, Instant begin) {
    this.key = key;
    this.now = begin;
  }

  /** A model call through the gateway, whose log holds no bodies. */
  AzureLogs calls(String address) {
    now = now.plusSeconds(1);
    calls.add(
        """
        {"time":"%s","operationName":"Microsoft.ApiManagement/GatewayLogs",\
        "category":"GatewayLogs","durationMs":400,"callerIpAddress":"%s",\
        "correlationId":"gateway-%d","location":"East US","properties":{\
        "apimSubscriptionId":"%s","operationId":"ChatCompletions_Create","responseCode":200,\
        "url":"https://one.azure-api.net/deployments/chat/chat/completions"},\
        "resourceId":"/SUBSCRIPTIONS/2/PROVIDERS/MICROSOFT.APIMANAGEMENT/SERVICE/ONE"}"""
            .formatted(now, address, calls.size(), key));
    return this;
  }

  List<byte[]> gatewayLog() {
    return calls.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
