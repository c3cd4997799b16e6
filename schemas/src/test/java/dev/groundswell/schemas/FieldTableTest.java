package dev.groundswell.schemas;

import dev.groundswell.testkit.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Holds the tables in the README to the schemas; {@code -Dgroundswell.regenerate=true} renews. */
class FieldTableTest {

  @Test
  void theReadmeShowsTheFieldsAsTheyAre() throws IOException {
    GeneratedText.assertPart(Path.of("README.md"), "fields", tables());
  }

  private static String tables() {
    return ruleTable()
        + Stream.of(
                Verdict.getClassSchema(),
                Detection.getClassSchema(),
                StepEvidence.getClassSchema(),
                EventSummary.getClassSchema(),
                Alert.getClassSchema(),
                TrendPoint.getClassSchema(),
                RuleCount.getClassSchema(),
                FrequentItem.getClassSchema(),
                TrendShift.getClassSchema(),
                ShiftDriver.getClassSchema(),
                Mitigation.getClassSchema(),
                Baseline.getClassSchema(),
                DeadLetter.getClassSchema())
            .map(FieldTableTest::recordTable)
            .collect(Collectors.joining());
  }

  private static String ruleTable() {
    return TelemetryFields.all().stream()
        .map(
            field ->
                row(
                    List.of(
                        "`" + field.name() + "`",
                        field.type().name().toLowerCase(Locale.ROOT),
                        field.unit(),
                        field.source(),
                        "`" + field.example() + "`",
                        field.doc())))
        .collect(
            Collectors.joining(
                "",
                heading(TelemetryEvent.getClassSchema())
                    + "| field in rules | type | unit | source | example | meaning |\n"
                    + "| --- | --- | --- | --- | --- | --- |\n",
                "\n"));
  }

  private static String recordTable(Schema schema) {
    return schema.getFields().stream()
        .map(
            field ->
                row(
                    List.of(
                        "`" + field.name() + "`",
                        type(field.schema()),
                        Optional.ofNullable(field.getProp("unit")).orElse(""),
                        field.doc())))
        .collect(
            Collectors.joining(
                "",
                heading(schema) + "| field | type | unit | meaning |\n| --- | --- | --- | --- |\n",
                "\n"));
  }

  private static String heading(Schema schema) {
    return "### %s\n\n%s\n\n".formatted(schema.getName(), schema.getDoc());
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> type(schema.getTypes().get(1)) + "?";
      case ARRAY -> type(schema.getElementType()) + "[]";
      case ENUM -> schema.getEnumSymbols().stream().collect(Collectors.joining(", "));
      case RECORD -> schema.getName();
      default -> schema.getName();
    };
  }
}
