package dev.groundswell.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

/** Holds the example to the options; {@code -Dgroundswell.regenerate=true} renews it. */
class ExampleConfigTest {

  private static final Path EXAMPLE = Path.of("example.yaml");
  private static final int WIDTH = 100;

  @Test
  void theExampleShowsEveryKeyWithItsDefaultAndMeaning() throws IOException {
    GeneratedText.assertFile(EXAMPLE, example());
  }

  @Test
  void theExampleCanBeRead() {
    assertThat(ConfigFile.read(EXAMPLE)).containsEntry("kafka.bootstrap-servers", "kafka:9092");
  }

  private static String example() {
    return JobOptions.ALL.stream()
        .map(ExampleConfigTest::entry)
        .collect(
            Collectors.joining(
                "\n",
                """
                # Configuration of the monitor and the index job: groundswell run --config FILE.
                # Every key is here with its default; keys that are commented out have none or need not be set.
                # Generated from the options (./mvnw -pl pipelines test -Dgroundswell.regenerate=true).

                """,
                """

                # Anything under kafka.properties goes to Kafka's clients, anything under flink to Flink.
                # kafka.properties.security.protocol: SSL
                # flink.parallelism.default: 2
                """));
  }

  private static String entry(ConfigOption<?> option) {
    String comment = wrapped(OptionDocs.description(option));
    if (option.equals(JobOptions.KAFKA_BOOTSTRAP_SERVERS)) {
      return comment + option.key() + ": kafka:9092\n";
    }
    if (option.equals(JobOptions.ELASTICSEARCH_HOSTS)) {
      return comment + option.key() + ": [\"http://elasticsearch:9200\"]\n";
    }
    if (option.key().startsWith(JobOptions.FLINK)) { // A cluster may have settings of its own.
      return comment
          + "# "
          + option.key()
          + ": "
          + (option.hasDefaultValue()
              ? written(option.defaultValue())
              : "file:///var/lib/groundswell")
          + "\n";
    }
    return option.hasDefaultValue()
        ? comment + option.key() + ": " + written(option.defaultValue()) + "\n"
        : comment + "# " + option.key() + ":\n";
  }

  private static String written(Object value) {
    return value instanceof Duration duration
        ? TimeUtils.formatWithHighestUnit(duration)
        : value.toString();
  }

  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder("#");
    for (String word : List.of(text.split(" "))) {
      if (line.length() + word.length() >= WIDTH) {
        lines.append(line).append('\n');
        line = new StringBuilder("#");
      }
      line.append(' ').append(word);
    }
    return lines.append(line).append('\n').toString();
  }
}
