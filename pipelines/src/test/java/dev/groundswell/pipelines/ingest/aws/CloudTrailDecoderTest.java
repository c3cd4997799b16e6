package dev.groundswell.pipelines.ingest.aws;

import static dev.groundswell.pipelines.ingest.format.Gzipped.gzip;
import static dev.groundswell.pipelines.ingest.format.ReadItems.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.format.ReadItems;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudTrailDecoderTest {

  private static final String CAROL = "arn:aws:iam::111122223333:user/carol";
  private static final String DAVE =
      "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/dave@example.org";

  private final CloudTrailDecoder decoder = new CloudTrailDecoder();

  @Test
  void readsAModelCallAsAnAuditOfItNotAsAnInference() {
    ReadItems items = read("cloudtrail-converse.json");
    assertThat(items.events())
        .containsExactly(
            TelemetryEvent.newBuilder()
                .setEventId("e0000000-0000-4000-8000-000000000001")
                .setEventTime(Instant.parse("2026-01-01T12:00:05Z").toEpochMilli())
                .setEventCategory(EventCategory.other)
                .setEventAction("invoke_model")
                .setEventOutcome(EventOutcome.success)
                .setUserId("arn:aws:sts::111122223333:assumed-role/app-role/i-0123456789abcdef0")
                .setApiKeyId("ASIAEXAMPLEAPP000001")
                .setOrganizationId("111122223333")
                .setClientAddress("203.0.113.7")
                .setUserAgentOriginal("Boto3/1.36.5 md/Botocore#1.36.5 lang/python#3.12")
                .setCloudRegion("us-east-1")
                .setGenAiProviderName("aws.bedrock")
                .setGenAiRequestModel("anthropic.claude-3-haiku-20240307-v1:0")
                .setLabels(
                    Map.of(
                        "aws.event_name", "Converse",
                        "aws.identity_type", "AssumedRole",
                        "aws.request_id", "c0000000-0000-4000-8000-000000000001"))
                .build());
  }

  @Test
  void readsALogFileAndIgnoresWhatHasNothingToDoWithModels() {
    ReadItems items = read("cloudtrail-records.json");
    assertThat(items.ignoredItems()).as("ec2 RunInstances").isEqualTo(1);
    assertThat(items.refusals()).isEmpty();
    assertThat(
            lines(
                items,
                TelemetryEvent::getEventCategory,
                TelemetryEvent::getEventAction,
                TelemetryEvent::getEventOutcome,
                TelemetryEvent::getErrorType,
                TelemetryEvent::getGenAiRequestModel))
        .containsExactly(
            "auth | caller_identity.get | success | null | null",
            "admin | list_models | success | null | null",
            "admin | model.availability.get | success | null | anthropic.claude-3-opus-20240229-v1:0",
            "admin | invocation_logging.get | success | null | null",
            "billing | cost.get | failed | AccessDenied | null",
            "other | invoke_model | failed | ValidationException | anthropic.claude-v2:1",
            "other | invoke_model | throttled | ThrottlingException | anthropic.claude-v2:1",
            "admin | model_access.use_case.put | success | null | null",
            "admin | model_access.agreement.create | success | null | anthropic.claude-3-opus-20240229-v1:0",
            "admin | model_access.entitlement.put | success | null | anthropic.claude-3-opus-20240229-v1:0",
            "admin | guardrail.delete | success | null | null",
            "admin | invocation_logging.delete | success | null | null",
            "admin | api_key.create | success | null | null",
            "other | invoke_model | success | null | us.anthropic.claude-3-opus-20240229-v1:0",
            "other | invoke_model | success | null | amazon.nova-lite-v1:0");
  }

  @Test
  void namesUserKeyAccountAndAddressButNoServiceOfAws() {
    assertThat(
            lines(
                read("cloudtrail-records.json"),
                TelemetryEvent::getUserId,
                TelemetryEvent::getApiKeyId,
                TelemetryEvent::getOrganizationId,
                TelemetryEvent::getClientAddress))
        .startsWith(
            "arn:aws:iam::111122223333:user/mallory | AKIAEXAMPLEMALLORY01 | 111122223333 | 203.0.113.7")
        .endsWith("null | null | 111122223333 | null");
  }

  @Test
  void readsSignInsAndKnowsAUserWhetherOrNotTheRecordHasAnArn() {
    ReadItems items = read("cloudtrail-logins.jsonl");
    assertThat(
            lines(
                items,
                TelemetryEvent::getEventCategory,
                TelemetryEvent::getEventAction,
                TelemetryEvent::getEventOutcome,
                TelemetryEvent::getUserId,
                TelemetryEvent::getApiKeyId))
        .containsExactly(
            "auth | login | failed | " + CAROL + " | null",
            "auth | login | failed | null | null",
            "auth | login | success | " + CAROL + " | null",
            "auth | login | failed | arn:aws:iam::111122223333:root | null");
  }

  @Test
  void readsEventBridge() {
    ReadItems items = read("cloudtrail-eventbridge.jsonl");
    assertThat(items.ignoredItems()).as("the scheduled event").isEqualTo(1);
    assertThat(
            lines(
                items,
                TelemetryEvent::getEventAction,
                TelemetryEvent::getEventOutcome,
                TelemetryEvent::getUserId))
        .containsExactly("guardrail.update | success | " + DAVE, "login | success | " + DAVE);
  }

  @Test
  void readsSubscriptionsOfCloudWatch() {
    ReadItems items = read("cloudtrail-cloudwatch.jsonl");
    assertThat(items.ignoredItems()).as("the control message and s3 GetObject").isEqualTo(2);
    assertThat(lines(items, TelemetryEvent::getEventAction, TelemetryEvent::getEventOutcome))
        .containsExactly("audit_log.stop | success");
  }

  @Test
  void aBatchWithoutItsListIsRefusedOnce() {
    for (String rest : new String[] {"", ", \"logEvents\": {\"a\": {}, \"b\": {}}"}) {
      ReadItems items =
          AwsFixture.items(decoder, "{\"messageType\": \"DATA_MESSAGE\"" + rest + "}");
      assertThat(items.refusals()).hasSize(1);
      assertThat(items.events()).isEmpty();
    }
  }

  @Test
  void readsAllOfItCompressed() {
    for (String fixture : AwsFixture.CLOUDTRAIL) {
      ReadItems compressed = ReadItems.of(decoder, gzip(AwsFixture.read(fixture)));
      assertThat(compressed.events()).as(fixture).isEqualTo(read(fixture).events()).isNotEmpty();
    }
  }

  @Test
  void takesWhoseFaultItWasOutOfErrorCodes() {
    String denied =
        AwsFixture.text("cloudtrail-converse.json")
            .replace("\"requestParameters\"", "\"errorCode\": \"Client.Denied\", \"x\"");
    assertThat(AwsFixture.items(decoder, denied).events().get(0).getErrorType())
        .isEqualTo("Denied");
  }

  @Test
  void refusesWhatIsNoEventOfCloudTrailInsteadOfIgnoringIt() {
    for (String fixture : AwsFixture.BEDROCK) {
      assertThat(read(fixture).events()).as(fixture).isEmpty();
      assertThat(read(fixture).refusals()).as(fixture).isNotEmpty();
    }
  }

  @Test
  void anEventWithoutATimeIsRefusedAlone() {
    String text = AwsFixture.text("cloudtrail-records.json");
    ReadItems items =
        AwsFixture.items(decoder, text.replace("2026-01-01T12:10:04Z", "four past noon"));
    assertThat(items.events()).hasSize(14);
    assertThat(items.refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.invalid_time);
  }

  @Test
  void anEventWithoutAnIdIsHandedOutWithoutOne() {
    String text = AwsFixture.text("cloudtrail-converse.json").replace("eventID", "otherID");
    assertThat(AwsFixture.items(decoder, text).events())
        .extracting(TelemetryEvent::getEventId)
        .as("for validation to refuse")
        .containsExactly("");
  }

  private ReadItems read(String fixture) {
    return ReadItems.of(decoder, AwsFixture.read(fixture));
  }
}
