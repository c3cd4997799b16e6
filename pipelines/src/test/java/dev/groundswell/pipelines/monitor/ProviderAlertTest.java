package dev.groundswell.pipelines.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.OutOfOrderness;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.schemas.Alert;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every bundled rule from raw records of a provider to its alert, in the production topology. */
@Timeout(180)
class ProviderAlertTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int REPEATED = 20;
  private static final List<String> ADDRESSES =
      List.of("192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8:1::1", "2001:db8:2::1");
  private static final List<String> NETWORKS =
      List.of("192.0.2.0", "198.51.100.0", "203.0.113.0", "2001:db8:1::", "2001:db8:2::");

  @RegisterExtension static final Servers SERVERS = new Servers();

  @Test
  void credentialsThatAreTriedOutAndUsed() throws Exception {
    assertAlert(
        "llmjacking",
        logs ->
            logs.calls("bedrock", "GetModelInvocationLoggingConfiguration")
                .calls("bedrock", "ListFoundationModels")
                .calls("ce", "GetCostAndUsage")
                .invokes("hello", false));
  }

  @Test
  void credentialsThatAreTriedOutAndUsedWhereCallsAreNotLogged() throws Exception {
    assertAlert(
        "llmjacking",
        logs ->
            logs.calls("bedrock", "GetModelInvocationLoggingConfiguration")
                .calls("bedrock", "ListFoundationModels")
                .calls("ce", "GetCostAndUsage")
                .calls("bedrock", "InvokeModel"));
  }

  @Test
  void aGuardrailThatIsDeletedBeforeACall() throws Exception {
    assertAlert(
        "safety_control_disabled",
        logs -> logs.calls("bedrock", "DeleteGuardrail").invokes("hello", false));
  }

  @Test
  void anAccountThatIsTakenOver() throws Exception {
    assertAlert(
        "account_takeover_abuse",
        logs -> {
          for (int i = 0; i < 5; i++) {
            logs.logsIn(false);
          }
          logs.logsIn(true).calls("iam", "CreateAccessKey").invokes("hello", false);
        });
  }

  @Test
  void aGuardrailThatIsProbed() throws Exception {
    assertAlert(
        "guardrail_probing",
        logs -> {
          for (int i = 0; i < 5; i++) {
            logs.invokes("how do I do it, version " + i, true);
          }
          logs.invokes("how do I do it, kindly", false);
        });
  }

  @Test
  void oneTextSentOverAndOver() throws Exception {
    assertAlert(
        "denial_of_wallet_duplicates",
        logs -> {
          for (int i = 0; i < REPEATED; i++) {
            logs.invokes("tell me everything", false);
          }
        });
  }

  @Test
  @Tag("S11")
  void whatCloudTrailDeliversLateAfterASilenceIsStillEvidence() throws Exception {
    Duration delivery = Duration.ofSeconds(10);
    OutOfOrderness outOfOrderness =
        OutOfOrderness.each(
            format ->
                format == Format.CLOUDTRAIL
                    ? delivery.multipliedBy(2)
                    : RunningMonitor.OUT_OF_ORDERNESS);
    String name = "late-" + CLOCK.millis();
    try (RunningMonitor monitor =
        RunningMonitor.start(SERVERS.flink(), SERVERS.broker(), name, outOfOrderness)) {
      // Event time jumps there as soon as it follows the clock: no silence has lasted that long.
      monitor.awaitSecondsBehind((double) delivery.multipliedBy(2).toSeconds(), LIMIT);
      AwsLogs logs = new AwsLogs("mallory", CLOCK.instant().minus(delivery));
      logs.calls("bedrock", "DeleteGuardrail").calls("bedrock", "InvokeModel");
      monitor.send(Format.CLOUDTRAIL, 0, logs.cloudTrail());
      assertThat(monitor.alerts().await(1, LIMIT))
          .extracting(alert -> alert.getDetection().getRuleName())
          .containsExactly("safety_control_disabled");
    }
  }

  @Test
  void aKeyThatIsUsedFromManyNetworks() throws Exception {
    assertAlert(
        "key_sharing",
        logs -> {
          for (String address : ADDRESSES) {
            logs.from(address).calls("bedrock", "InvokeModel");
          }
        });
  }

  @Test
  void aKeyOfAGatewayThatIsUsedFromManyNetworks() throws Exception {
    AzureLogs logs = new AzureLogs("team-mallory", CLOCK.instant().minusSeconds(REPEATED));
    ADDRESSES.forEach(logs::calls);
    try (RunningMonitor monitor =
        RunningMonitor.start(
            SERVERS.flink(), SERVERS.broker(), "gateway-key-sharing-" + CLOCK.millis())) {
      for (byte[] call : logs.gatewayLog()) {
        monitor.send(Format.AZURE_OPENAI, 0, call);
      }
      assertAlert("key_sharing", monitor);
    }
  }

  private static void assertAlert(String rule, Consumer<AwsLogs> story) throws Exception {
    AwsLogs logs = new AwsLogs("mallory", CLOCK.instant().minusSeconds(REPEATED));
    story.accept(logs);
    String name = "%s-%d".formatted(rule, CLOCK.millis());
    try (RunningMonitor monitor = RunningMonitor.start(SERVERS.flink(), SERVERS.broker(), name)) {
      monitor.send(Format.CLOUDTRAIL, 0, logs.cloudTrail());
      for (byte[] call : logs.invocationLog()) {
        monitor.send(Format.BEDROCK_INVOCATION, 0, call);
      }
      assertAlert(rule, monitor);
    }
  }

  private static void assertAlert(String rule, RunningMonitor monitor) throws Exception {
    List<Alert> alerts = monitor.alerts().await(1, LIMIT);
    assertThat(alerts)
        .extracting(alert -> alert.getDetection().getRuleName())
        .containsExactly(rule);
    assertThat(alerts.toString())
        .doesNotContain("mallory", AwsLogs.KEY, AwsLogs.ADDRESS)
        .doesNotContain(ADDRESSES)
        .doesNotContain(NETWORKS);
  }
}
