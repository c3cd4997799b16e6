package dev.groundswell.cep.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example files of Sigma's specification 2.1. */
class SigmaSpecificationTest {

  /** What the examples say of Windows and networks, in fields of ours. */
  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("ComputerName", "organization.id"),
          Map.entry("WorkstationName", "device.id"),
          Map.entry("dns.question.name", "tool.destination.domain"),
          Map.entry("SourceIP", "client.subnet"),
          Map.entry("BytesOut", "gen_ai.usage.output_tokens"),
          Map.entry("bytes_sent", "gen_ai.usage.input_tokens"),
          Map.entry("Provider_Name", "gen_ai.provider.name"),
          Map.entry("User", "labels.account"));

  private static final String BASE_RULES =
      List.of("recon_cmd_a", "recon_cmd_b", "recon_cmd_c", "website_access", "rule_a_id").stream()
          .map(SigmaSpecificationTest::baseRule)
          .reduce("", String::concat);

  private static final String BASE_RULES_WITH_IDS =
      List.of(
              "5638f7c0-ac70-491d-8465-2a65075e0d86",
              "6f3e2987-db24-4c78-a860-b4f4095a7095",
              "df0841c0-9846-4e9f-ad8a-7df91571771b")
          .stream()
          .map(id -> baseRule("rule_" + id.charAt(0)) + "id: " + id + "\n")
          .reduce("", String::concat);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "event_count ; 4: correlation: no rule `5638f7c0-ac70-491d-8465-2a65075e0d86`; this file has [event_count]",
        "event_count_ecs ; no rule `5638f7c0-ac70-491d-8465-2a65075e0d86`",
        "temporal ; no rule `recon_cmd_c`",
        "temporal_ordered ; no rule `recon_cmd_a`",
        "value_avg ; no rule `rule_a_id`",
        "value_count ; no rule `5638f7c0-ac70-491d-8465-2a65075e0d86`",
        "value_percentile ; no rule `process_creation`",
        "value_sum ; no rule `website_access`",
        "filter_1 ; logsource: must be {product: groundswell, service: telemetry}: we read no other logs",
        "filter_ecs ; taxonomy: names fields that are not ours",
        "filter_ecs ; no rule `df0841c0-9846-4e9f-ad8a-7df91571771b`",
        "rule_1 ; Provider_Name: no such field; see the field table in schemas/README.md",
        "rule_ecs ; logsource: must be {product: groundswell, service: telemetry}: we read no other logs",
      })
  void anExampleAloneIsRefusedForWhatItNeeds(String example, String reason) {
    assertThatExceptionOfType(RuleException.class)
        .isThrownBy(() -> RulePack.parse(example + ".yml", text(example)))
        .withMessageContaining(reason.strip());
  }

  @ParameterizedTest
  @CsvSource({
    "event_count, EVENTS",
    "event_count_ecs, EVENTS",
    "temporal, STEPS",
    "temporal_ordered, ",
    "value_avg, AVERAGE",
    "value_count, VALUES",
    "value_sum, SUM",
  })
  void aCorrelationLoadsWithRulesToCorrelateAndFieldsOfOurs(
      String example, Measure.Kind measure, @TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("base.yml"), BASE_RULES + BASE_RULES_WITH_IDS);
    Files.writeString(directory.resolve(example + ".yml"), inOurFields(example));
    Rule rule =
        RulePack.load(directory).rules().stream()
            .filter(each -> each.name().equals(example))
            .findFirst()
            .orElseThrow();
    if (measure == null) {
      assertThat(rule.root()).isInstanceOf(Step.Sequence.class);
    } else {
      assertThat(((Step.Count) rule.root()).measure().kind()).isEqualTo(measure);
    }
  }

  @Test
  void percentilesAreRefused(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("base.yml"), baseRule("process_creation"));
    Files.writeString(directory.resolve("value_percentile.yml"), inOurFields("value_percentile"));
    assertThatExceptionOfType(RuleException.class)
        .isThrownBy(() -> RulePack.load(directory))
        .withMessageContaining("value_percentile.yml:3: correlation.type: `value_percentile`");
  }

  @ParameterizedTest
  @CsvSource({"filter_1", "filter_ecs"})
  void aFilterAsItStandsWouldLeaveNothingElseAndIsRefused(String example, @TempDir Path directory)
      throws IOException {
    Files.writeString(directory.resolve("base.yml"), BASE_RULES_WITH_IDS);
    Files.writeString(directory.resolve(example + ".yml"), inOurFields(example));
    assertThatExceptionOfType(RuleException.class)
        .isThrownBy(() -> RulePack.load(directory))
        .withMessageContaining("write `not selection` to take events away");
  }

  @ParameterizedTest
  @CsvSource({"filter_1", "filter_ecs"})
  void aFilterThatTakesEventsAwayIsAddedToTheRulesThatItNames(
      String example, @TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("base.yml"), BASE_RULES_WITH_IDS);
    Files.writeString(
        directory.resolve(example + ".yml"),
        inOurFields(example).replace("condition: selection", "condition: not selection"));
    List<Rule> rules = RulePack.load(directory).rules();
    assertThat(rules)
        .filteredOn(rule -> rule.id().startsWith("6") || rule.id().startsWith("d"))
        .hasSize(2)
        .allMatch(SigmaSpecificationTest::isFiltered);
    assertThat(rules)
        .filteredOn(rule -> rule.id().startsWith("5"))
        .singleElement()
        .matches(rule -> !isFiltered(rule));
  }

  @ParameterizedTest
  @CsvSource({"rule_1", "rule_ecs"})
  void aRuleLoadsWithFieldsOfOurs(String example) {
    assertThat(RulePack.parse(example + ".yml", inOurFields(example)).rules())
        .singleElement()
        .extracting(Rule::title)
        .isEqualTo("A Title");
  }

  private static boolean isFiltered(Rule rule) {
    return rule.reads("labels.account") || rule.reads("tool.destination.domain");
  }

  private static String inOurFields(String example) {
    String text =
        text(example)
            .replaceAll(
                "logsource:\n( +\\w+: .*\n)+",
                "logsource: {product: groundswell, service: telemetry}\n")
            .replaceAll("taxonomy: .*\n", "");
    for (Map.Entry<String, String> field : OURS.entrySet()) {
      text = text.replaceAll("\\b" + field.getKey() + "\\b", field.getValue());
    }
    return text;
  }

  private static String baseRule(String name) {
    return """
        ---
        title: Base
        name: %s
        detection: {selection: {event.outcome: failed}, condition: selection}
        """
        .formatted(name);
  }

  private static String text(String example) {
    String resource = "/sigma-specification/" + example + ".yml";
    try (InputStream file = SigmaSpecificationTest.class.getResourceAsStream(resource)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
