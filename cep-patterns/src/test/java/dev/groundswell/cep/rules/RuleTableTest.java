package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.Sequence;
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
            String.join(", ", rule.groupBy().names()));
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String text(Step step) {
    if (step instanceof Sequence sequence) {
      return sequence.steps().stream()
              .map(RuleTableTest::text)
              .collect(Collectors.joining(", then "))
          + ", within "
          + minutes(sequence.timespan());
    }
    if (step instanceof Count count) {
      return "%s%s %s in %s"
          .formatted(
              count.steps().stream().map(RuleTableTest::text).collect(Collectors.joining(" or ")),
              measure(count.measure()),
              bounds(count.threshold()),
              minutes(count.timespan()));
    }
    return "`" + step.name() + "`";
  }

  private static String measure(Measure measure) {
    String fields = String.join("`, `", measure.fields());
    return switch (measure.kind()) {
      case EVENTS -> "";
      case VALUES -> ", different `%s`".formatted(fields);
      case SUM -> ", sum of `%s`".formatted(fields);
      case AVERAGE -> ", mean of `%s`".formatted(fields);
      case STEPS -> ", different steps";
    };
  }

  private static String bounds(Threshold threshold) {
    return threshold.bounds().stream()
        .map(
            bound ->
                bound.comparison().name().toLowerCase(Locale.ROOT)
                    + " "
                    + bound.value().toPlainString())
        .collect(Collectors.joining(" and "));
  }

  private static String minutes(Duration timespan) {
    return timespan.toMinutes() + " min";
  }
}
