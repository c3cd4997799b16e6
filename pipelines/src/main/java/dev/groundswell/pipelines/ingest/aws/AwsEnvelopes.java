package dev.groundswell.pipelines.ingest.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonContents;
import java.util.Set;

/** What AWS delivers log entries in. */
final class AwsEnvelopes {

  /** EventBridge reference, AWS service events delivered via CloudTrail. */
  private static final Set<String> VIA_CLOUDTRAIL =
      Set.of(
          "AWS API Call via CloudTrail",
          "AWS Console Sign In via CloudTrail",
          "AWS Console Action via CloudTrail",
          "AWS Service Event via CloudTrail");

  private AwsEnvelopes() {}

  /** A log file ({@code Records}), an EventBridge event, a subscription's batch, or an event. */
  static void ofCloudTrail(JsonNode document, JsonContents contents) throws Refusal {
    if (document.has("Records")) {
      contents.items(document.get("Records"));
    } else if (document.has("detail-type")) {
      openBridge(document, contents);
    } else {
      ofCloudWatch(document, contents);
    }
  }

  /** A batch of a CloudWatch Logs subscription (its user guide, subscription filters), or a log. */
  static void ofCloudWatch(JsonNode document, JsonContents contents) throws Refusal {
    if (!document.has("messageType")) {
      contents.item(document);
    } else if ("CONTROL_MESSAGE".equals(document.get("messageType").asText())) {
      contents.ignored(); // CloudWatch looks whether the destination answers.
    } else {
      openBatch(document.path("logEvents"), contents);
    }
  }

  private static void openBridge(JsonNode document, JsonContents contents) throws Refusal {
    if (VIA_CLOUDTRAIL.contains(document.get("detail-type").asText())) {
      contents.item(document.path("detail"));
    } else {
      contents.ignored();
    }
  }

  private static void openBatch(JsonNode logEvents, JsonContents contents) throws Refusal {
    if (!logEvents.isArray()) {
      contents.items(logEvents); // Refused as one.
      return;
    }
    for (JsonNode logEvent : logEvents) {
      JsonNode message = logEvent.path("message");
      if (message.isTextual()) {
        contents.text(message.textValue());
      } else {
        contents.item(message);
      }
    }
  }
}
