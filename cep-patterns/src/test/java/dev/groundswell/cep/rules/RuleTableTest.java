package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.TemporalOrdered;
import dev.groundswell.cep.rules.Step.ValueCount;
import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table in the README to the rules; {@code -Dgroundswell.regenerate=true} renews. */
class RuleTableTest {

  @Test
  void theReadmeShowsTheRulesAsTheyAre() throws IOException {
    GeneratedText.assertPart(Path.of("README.md"), "rules", table());
  }

  private static String table() {
    return RulePack.bundled().rules().stream()
        .map(RuleTableTest::row)
        .collect(
            Collectors.joining(
                "",
                """
                | rule | version | status | level | techniques | fires on | per |
                | --- | --- | --- | --- | --- | --- | --- |
                """,
                ""));
  }

  private static String row(Rule rule) {
    List<String> cells =
        List.of(
            "`" + rule.name() + "`",
            String.valueOf(rule.version()),
            rule.status().name(),
            rule.level().name(),
            String.join(", ", rule.techniques()),
            text(rule.root()),
            String.join(", ", rule.groupBy()));
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String text(Step step) {
    if (step instanceof TemporalOrdered sequence) {
      return sequence.steps().stream()
              .map(RuleTableTest::text)
              .collect(Collectors.joining(", then "))
          + ", within "
          + minutes(sequence.timespan());
    }
    if (step instanceof Count count) {
      return "`%s`%s %s %d in %s"
          .formatted(
              count.counted().stream().map(BaseRule::name).collect(Collectors.joining("` or `")),
              count instanceof ValueCount values
                  ? ", different `%s`".formatted(values.field())
                  : "",
              count.threshold().comparison().name().toLowerCase(Locale.ROOT),
              count.threshold().bound(),
              minutes(count.timespan()));
    }
    return "`" + step.name() + "`";
  }

  private static String minutes(Duration timespan) {
    return timespan.toMinutes() + " min";
  }
}
