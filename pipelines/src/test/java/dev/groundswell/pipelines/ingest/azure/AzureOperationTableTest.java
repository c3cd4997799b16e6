package dev.groundswell.pipelines.ingest.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the table in the README to the operations; {@code -Dgroundswell.regenerate=true} renews.
 */
class AzureOperationTableTest {

  @Test
  void theReadmeShowsTheOperationsAsTheyAre() throws IOException {
    GeneratedText.assertPart(Path.of("README.md"), "azure-openai", table());
  }

  @Test
  void noOperationOnAResourceHasTwoMeanings() {
    Set<String> seen = new HashSet<>();
    for (AzureOperation operation : AzureOperation.all()) {
      String row = operation.log() + ' ' + operation.name() + ' ' + operation.resource();
      assertThat(seen.add(row.toLowerCase(Locale.ROOT))).as(row).isTrue();
    }
  }

  @Test
  void noPathIsTakenForTheEndOfALongerOne() {
    Set<String> earlier = new HashSet<>();
    for (AzureOperation operation : AzureOperation.all()) {
      if (operation.name().startsWith("/")) {
        assertThat(earlier).noneMatch(operation.name()::endsWith);
        earlier.add(operation.name());
      }
    }
  }

  private static String table() {
    return AzureOperation.all().stream()
        .map(
            o ->
                "| %s | `%s` | %s | %s | `%s` |\n"
                    .formatted(
                        o.log(),
                        o.name(),
                        o.resource().equals("-") ? "" : o.resource(),
                        o.category(),
                        o.action()))
        .collect(
            Collectors.joining(
                "",
                """
                | log | operation | on | event.category | event.action |
                | --- | --- | --- | --- | --- |
                """,
                ""));
  }
}
