package dev.groundswell.pipelines.ingest.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table in the README to the calls; {@code -Dgroundswell.regenerate=true} renews. */
class CloudTrailTableTest {

  @Test
  void theReadmeShowsTheCallsAsTheyAre() throws IOException {
    GeneratedText.assertPart(Path.of("README.md"), "cloudtrail", table());
  }

  @Test
  void noOtherCallIsKnown() {
    assertThat(CloudTrailCall.of("ec2.amazonaws.com", "RunInstances")).isEmpty();
    assertThat(CloudTrailCall.of(null, null)).isEmpty();
  }

  private static String table() {
    return CloudTrailCall.all().stream()
        .map(
            call ->
                "| %s | %s | %s | `%s` |\n"
                    .formatted(call.source(), call.name(), call.category(), call.action()))
        .collect(
            Collectors.joining(
                "",
                """
                | eventSource | eventName | event.category | event.action |
                | --- | --- | --- | --- |
                """,
                ""));
  }
}
