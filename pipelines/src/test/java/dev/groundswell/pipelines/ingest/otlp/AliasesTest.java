package dev.groundswell.pipelines.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.PartRole;
import dev.groundswell.schemas.TelemetryField;
import dev.groundswell.schemas.VerdictTarget;
import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds the table in the README to the aliases; {@code -Dgroundswell.regenerate=true} renews. */
@Tag("B1")
class AliasesTest {

  private static final Path RECORDINGS = Path.of("src/test/resources/ingest/otlp");
  private static final Set<String> WORDS =
      Set.of(
          "role",
          "reason",
          "error.message",
          "content.input",
          "content.output",
          "verdict.detector",
          "verdict.target");

  /** Names that are no attributes of a span: they stand in its status. */
  private static final Set<String> STATUS = Set.of("status.message");

  @Test
  void theReadmeShowsTheAliasesAsTheyAre() throws IOException {
    GeneratedText.assertPart(Path.of("README.md"), "otlp", table());
  }

  @Test
  void everyRowMeansAFieldOfTheEventOrAWordThatReadingKnows() {
    assertThat(Aliases.all())
        .extracting(Alias::field)
        .allMatch(field -> WORDS.contains(field) || TelemetryField.named(field).isPresent());
  }

  @Test
  void everyValueThatReadingKnowsIsOneOfItsWords() {
    for (Alias alias : Aliases.all()) {
      if (!alias.isName()) {
        switch (alias.field()) {
          case "role" -> PartRole.valueOf(alias.becomes());
          case "event.outcome" -> EventOutcome.valueOf(alias.becomes());
          case "verdict.target" -> VerdictTarget.valueOf(alias.becomes());
          default -> assertThat(alias.becomes()).isNotEmpty();
        }
      }
    }
  }

  @Test
  void noNameAndNoValueHasTwoMeaningsForAField() {
    Set<String> seen = new HashSet<>();
    for (Alias alias : Aliases.all()) {
      String row = String.join(" ", alias.name(), alias.value(), alias.field());
      assertThat(seen.add(row.toLowerCase(Locale.ROOT))).as(row).isTrue();
    }
  }

  @Test
  void everyValueIsMappedOfSomethingThatIsRead() {
    assertThat(Aliases.all())
        .filteredOn(alias -> !alias.isName())
        .allMatch(alias -> Aliases.fields().contains(alias.name()));
  }

  @Test
  void whatIsSaidToBeCapturedIsInTheRecordings() throws IOException {
    String recordings = recordings();
    assertThat(Aliases.all())
        .filteredOn(Alias::isCaptured)
        .filteredOn(alias -> !STATUS.contains(alias.name()))
        .allSatisfy(
            alias ->
                assertThat(recordings).contains(alias.isName() ? alias.name() : alias.value()));
  }

  private static String recordings() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(RECORDINGS)) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".md")).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static String table() {
    List<Alias> all = Aliases.all();
    return all.stream()
        .map(
            a ->
                "| `%s` | %s | `%s` | %s | %s | %s |\n"
                    .formatted(
                        a.name(),
                        code(a.value()),
                        a.field(),
                        code(a.becomes()),
                        a.of(),
                        a.isCaptured() ? "captured" : ""))
        .collect(
            Collectors.joining(
                "",
                """
                | name | value | field | becomes | of | seen |
                | --- | --- | --- | --- | --- | --- |
                """,
                ""));
  }

  private static String code(String cell) {
    return cell.equals(Alias.ANY) ? "" : "`" + cell + "`";
  }
}
