package dev.groundswell.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  @TempDir private Path directory;

  @Test
  void saysOfEveryRuleAndStepWhatHoldsAndWhatIsMissing() throws IOException {
    Invocation explain =
        explain(
            """
            {
              "event": {"category": "inference", "outcome": "success"},
              "api_key.id": "k1"
            }
            """);

    assertThat(explain.exitCode()).isZero();
    assertThat(explain.err()).isEmpty();
    assertThat(String.join("\n", explain.out()))
        .contains(
            """
            key_sharing, version 1: takes no part, for it lacks client.subnet
              api_key.id: k1
              client.subnet: missing
              + key_used
                + all of
                  + api_key.id exists, found k1
                  + any of
                    + event.outcome is success, found success
                    - event.outcome is refused, found success
            """)
        .contains("denial_of_wallet_duplicates, version 1: takes no part, for no step holds");
  }

  @Test
  void derivesWhatIngestWould() throws IOException {
    Invocation explain =
        explain(
            """
            {"event.category": "inference", "event.outcome": "blocked", "user.id": "u1"}
            """);

    assertThat(String.join("\n", explain.out()))
        .contains(
            """
            guardrail_probing, version 1: takes part as refused
              user.id: u1
              + refused
                + all of
                  + event.category is inference, found inference
                  + safety.blocked is true, found true
              - answered
            """);
  }

  @Test
  void warnsOfFieldsThatNoEventHas() throws IOException {
    Invocation explain = explain("{\"event.outcom\": \"failed\"}");

    assertThat(explain.exitCode()).isZero();
    assertThat(explain.err()).containsExactly("groundswell: warning: no field event.outcom");
  }

  @Test
  void exitsWithTwoIfThereIsNoEvent() throws IOException {
    assertFailure(explain("{} {}"), "event.json: is no JSON: Trailing token");
    assertFailure(explain("[]"), "event.json: is no JSON object");
    assertFailure(explain("{\"cost.usd\": -1}"), "cost.usd is not between");
    assertFailure(
        Invocation.of(
            "rules",
            "explain",
            "--rules",
            BundledRules.DIRECTORY.toString(),
            "--event",
            directory.resolve("missing").toString()),
        "cannot be read: there is no such file");
  }

  private static void assertFailure(Invocation explain, String message) {
    assertThat(explain.exitCode()).isEqualTo(2);
    assertThat(explain.out()).isEmpty();
    assertThat(explain.err()).singleElement().asString().contains(message);
  }

  private Invocation explain(String event) throws IOException {
    Path file = Files.writeString(directory.resolve("event.json"), event);
    return Invocation.of(
        "rules",
        "explain",
        "--rules",
        BundledRules.DIRECTORY.toString(),
        "--event",
        file.toString());
  }
}
