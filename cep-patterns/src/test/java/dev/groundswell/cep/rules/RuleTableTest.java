package dev.groundswell.cep.rules;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the table in the README to the rules; {@code -Dgroundswell.regenerate=true} renews. */
class RuleTableTest {

  @Test
  void theReadmeShowsTheRulesAsTheyAre() throws IOException {
    GeneratedText.assertPart(Path.of("README.md"), "rules", table());
  }

  @Test
  void aTimespanThatIsNoWholeMinutesIsGivenInSeconds() {
    String text = RuleTexts.COUNT.replace("timespan: 10m", "timespan: 90s");
    assertThat(RuleRow.of(RulePack.parse("three.yml", text).rules().get(0)).firesOn())
        .isEqualTo("`blocked` gte 3 in 90 s");
  }

  private static String table() {
    return line(RuleRow.HEADINGS)
        + line(Collections.nCopies(RuleRow.HEADINGS.size(), "---"))
        + RulePack.bundled().rules().stream().map(RuleTableTest::row).collect(joining());
  }

  private static String row(Rule rule) {
    RuleRow row = RuleRow.of(rule);
    List<String> cells = row.cells();
    return line(cells).replaceFirst(row.name(), "`" + row.name() + "`");
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(joining(" | ", "| ", " |\n"));
  }
}
