package dev.groundswell.sinks.prometheus;

import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table in the README to the catalogue; {@code -Dgroundswell.regenerate=true} renews. */
class MetricTableTest {

  @Test
  void theReadmeShowsTheCatalogueAsItIs() throws IOException {
    GeneratedText.assertPart(Path.of("README.md"), "metrics", table());
  }

  private static String table() {
    return Arrays.stream(Metric.values())
        .map(MetricTableTest::row)
        .collect(
            Collectors.joining(
                "",
                """
                | metric | type | unit | labels | meaning | alert |
                | --- | --- | --- | --- | --- | --- |
                """,
                ""));
  }

  private static String row(Metric metric) {
    return "| `%s` | %s | %s | %s | %s | %s |%n"
        .formatted(
            metric.exposedName(),
            metric.type().name().toLowerCase(Locale.ROOT),
            metric.unit(),
            metric.labels().stream().map(l -> "`" + l + "`").collect(Collectors.joining(", ")),
            metric.help(),
            metric.alert());
  }
}
