package dev.groundswell.pipelines.ingest.verdict;

import dev.groundswell.pipelines.ingest.verdict.ProviderCategories.Category;
import dev.groundswell.schemas.TableRows;
import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the tables in the README to the code; {@code -Dgroundswell.regenerate=true} renews. */
class VerdictTablesTest {

  private static final Path README = Path.of("README.md");

  /** What a provider may write, from the least to the most, by scale. */
  private static final List<List<String>> SAMPLES =
      List.of(
          List.of("level", "safe", "low", "medium", "high"),
          List.of("confidence", "NONE", "LOW", "MEDIUM", "HIGH"),
          List.of("score", "0", "0.33", "0.67", "1"),
          List.of("score-inverted", "1", "0.67", "0.33", "0"),
          List.of("points-inverted", "99", "66", "34", "1"));

  @Test
  void theReadmeShowsTheCategoriesAsTheyAre() throws IOException {
    GeneratedText.assertPart(
        README,
        "provider-categories",
        table(
            List.of("provider", "category", "technique", "harm", "scale"),
            ProviderCategories.all().entrySet().stream()
                .map(row -> cells(row.getKey(), row.getValue()))));
  }

  @Test
  void theReadmeShowsTheScalesAsTheyAre() throws IOException {
    GeneratedText.assertPart(
        README,
        "verdict-scales",
        table(
            List.of("scale", "becomes", "least", "", "", "most"),
            SAMPLES.stream().map(VerdictTablesTest::cells)));
  }

  @Test
  void theReadmeShowsTheCodesOfLlamaGuardAsTheyAre() throws IOException {
    GeneratedText.assertPart(
        README,
        "llama-guard-codes",
        table(
            List.of("hazard", "1", "2", "3", "4", "Cloudflare"),
            TableRows.of(LlamaGuard.class, LlamaGuard.TABLE).stream().map(List::of)));
  }

  private static List<String> cells(Category category, Meaning meaning) {
    boolean hasEquivalent = meaning.technique() != null || meaning.harm() != null;
    return List.of(
        category.provider().id(),
        "`" + category.name() + "`",
        meaning.technique() == null ? "" : meaning.technique(),
        hasEquivalent ? harm(meaning) : "no equivalent",
        meaning.scale().id());
  }

  private static String harm(Meaning meaning) {
    return meaning.harm() == null ? "" : meaning.harm().harm();
  }

  private static List<String> cells(List<String> samples) {
    Scale scale = Scale.of(samples.get(0)).orElseThrow();
    List<String> written = samples.subList(1, samples.size());
    List<String> cells = new ArrayList<>(List.of(scale.id()));
    cells.add(scale.grade(written.get(0)).severity() == null ? "score" : "severity");
    written.forEach(raw -> cells.add("`%s`: %s".formatted(raw, number(scale.grade(raw)))));
    return cells;
  }

  private static String number(Grade grade) {
    return grade.severity() == null
        ? String.format(Locale.ROOT, "%.2f", grade.score())
        : grade.severity().toString();
  }

  private static String table(List<String> heading, Stream<List<String>> rows) {
    String rule =
        heading.stream().map(cell -> "---").collect(Collectors.joining(" | ", "| ", " |\n"));
    return line(heading) + rule + rows.map(VerdictTablesTest::line).collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
