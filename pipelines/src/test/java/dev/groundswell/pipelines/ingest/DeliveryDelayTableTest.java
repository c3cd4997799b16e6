package dev.groundswell.pipelines.ingest;

import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

/** Holds the table in the README to the delays; {@code -Dgroundswell.regenerate=true} renews. */
class DeliveryDelayTableTest {

  @Test
  void theReadmeShowsHowLongEachFormatIsWaitedForAndWhy() throws IOException {
    GeneratedText.assertPart(Path.of("README.md"), "delivery-delays", table());
  }

  private static String table() {
    return DeliveryDelay.all().stream()
        .map(
            delay ->
                "| `%s` | `%s` | %s | %s%s |\n"
                    .formatted(
                        delay.format().wireName(),
                        OutOfOrderness.key(delay.format()),
                        TimeUtils.formatWithHighestUnit(delay.bound()),
                        delay.because(),
                        delay.source().isEmpty()
                            ? ""
                            : " ([source](%s))".formatted(delay.source())))
        .collect(
            Collectors.joining(
                "",
                """
                | format | key | default | because |
                | --- | --- | --- | --- |
                """,
                ""));
  }
}
