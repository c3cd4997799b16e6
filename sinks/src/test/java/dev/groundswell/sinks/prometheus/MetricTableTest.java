package dev.groundswell.sinks.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table in the README to the catalogue; {@code -Dgroundswell.regenerate=true} renews. */
class MetricTableTest {

  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- generated: metrics -->";
  private static final String END = "<!-- end of generated part -->";

  @Test
  void theReadmeShowsTheCatalogueAsItIs() throws IOException {
    String readme = Files.readString(README);
    String expected =
        readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length())
            + "\n\n"
            + table()
            + "\n"
            + readme.substring(readme.indexOf(END));
    if (Boolean.getBoolean("groundswell.regenerate")) {
      Files.writeString(README, expected);
    }
    assertThat(Files.readString(README)).isEqualTo(expected);
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
