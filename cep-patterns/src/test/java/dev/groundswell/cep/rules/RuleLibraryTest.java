package dev.groundswell.cep.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that refer to each other, within a file and across files. */
class RuleLibraryTest {

  private static final String FAILED =
      """
      title: Failed
      id: 00000000-0000-4000-8000-00000000000f
      name: failed
      detection: {x: {event.outcome: failed}, condition: x}
      """;

  @TempDir private Path directory;

  @Test
  void aCorrelationFindsARuleOfAnotherFileByIdOrName() throws IOException {
    write("failed.yml", FAILED);
    write("by_id.yml", count("00000000-0000-4000-8000-00000000000f"));
    write("by_name.yml", count("failed"));
    assertThat(load()).extracting(Rule::name).containsExactly("by_id", "by_name");
    assertThat(load())
        .allSatisfy(
            rule -> assertThat(rule.baseRules()).extracting(Step::name).containsExactly("failed"));
  }

  @Test
  void aRuleOfTheSameFileComesFirst() throws IOException {
    write("failed.yml", FAILED);
    write("own.yml", count("failed") + "---\n" + FAILED.replace("failed}", "refused}"));
    assertThat(load())
        .filteredOn(rule -> rule.name().equals("own"))
        .singleElement()
        .extracting(rule -> rule.baseRules().get(0).condition().predicates().toList())
        .asString()
        .contains("refused");
  }

  @Test
  void aNameThatSeveralFilesHaveIsRefused() throws IOException {
    write("one.yml", FAILED);
    write("two.yml", FAILED.replace("00000f", "00000e"));
    write("three.yml", count("failed"));
    assertThat(problems())
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains("three.yml:3: correlation: several files have a rule `failed`"));
  }

  @Test
  void whatIsCorrelatedFiresByItselfOnlyIfItIsToBeGenerated() throws IOException {
    write("failed.yml", FAILED);
    write("many.yml", count("failed"));
    assertThat(load()).extracting(Rule::name).containsExactly("many");
    write("many.yml", count("failed") + "generate: true\n");
    assertThat(load()).extracting(Rule::name).containsExactly("failed", "many");
  }

  @Test
  void aFilterChangesTheBehaviourOfEveryRuleAboveTheOneThatItFilters() throws IOException {
    write("failed.yml", FAILED);
    write("many.yml", count("failed"));
    String before = load().get(0).behaviour();
    write("filter.yml", filter("failed"));
    assertThat(load().get(0).behaviour()).isNotEqualTo(before);
    assertThat(load().get(0).reads("service.name")).isTrue();
  }

  @Test
  void aFilterOfACorrelationIsRefused() throws IOException {
    write("failed.yml", FAILED);
    write("many.yml", count("failed"));
    write("filter.yml", filter("many"));
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("filter.yml:4: filter.rules: `many` is no detection rule; filter the ones");
  }

  @Test
  void aFilterThatNamesNoRuleIsRefused() throws IOException {
    write("failed.yml", FAILED);
    write("filter.yml", filter("other"));
    assertThat(problems()).singleElement().asString().contains("no rule `other`");
  }

  @Test
  void aFilterThatWouldLeaveOnlyWhatItSelectsIsRefused() throws IOException {
    write("failed.yml", FAILED);
    write("filter.yml", filter("failed").replace("not selection", "selection"));
    assertThat(problems())
        .singleElement()
        .asString()
        .contains(
            "filter.yml:6: filter.condition: must hold as well, so that only what it selects");
    write(
        "filter.yml",
        filter("failed").replace("not selection", "selection").replace("name: ", "name|neq: "));
    assertThat(load()).hasSize(1);
  }

  @Test
  void aMistakeInAFilterIsNamedAsOneOfTheFilter() throws IOException {
    write("failed.yml", FAILED);
    write("filter.yml", filter("failed").replace("not selection", "not selected"));
    assertThat(problems())
        .allMatch(problem -> problem.contains("filter.yml:6: filter.condition: "));
  }

  @Test
  void aDocumentWithoutANameTakesTheFilesUnlessAnotherHasIt() throws IOException {
    write("failed.yml", count("failed") + "---\n" + FAILED);
    assertThat(load()).extracting(Rule::name).containsExactly("failed-1");
  }

  @Test
  void aliasesNameFieldsByRule() throws IOException {
    write(
        "reached.yml",
        """
        title: Reached
        correlation:
          type: temporal
          rules: [asked, fetched]
          group-by: [domain]
          timespan: 1m
          aliases:
            domain: {asked: labels.wanted, fetched: tool.destination.domain}
        ---
        title: Asked
        name: asked
        detection: {x: {event.action: chat}, condition: x}
        ---
        title: Fetched
        name: fetched
        detection: {x: {event.action: fetch}, condition: x}
        """);
    GroupBy groupBy = load().get(0).groupBy();
    assertThat(groupBy.names()).containsExactly("domain");
    assertThat(groupBy.fields("asked")).containsExactly("labels.wanted");
    assertThat(groupBy.fields("fetched")).containsExactly("tool.destination.domain");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private List<Rule> load() {
    return RulePack.load(directory).rules();
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    assertThatExceptionOfType(RuleException.class)
        .isThrownBy(this::load)
        .satisfies(refused -> problems.addAll(refused.problems()));
    return problems;
  }

  private static String count(String rule) {
    return """
        title: Many
        correlation:
          type: event_count
          rules: [%s]
          group-by: [user.id]
          timespan: 1m
          condition: {gte: 2}
        """
        .formatted(rule);
  }

  private static String filter(String rule) {
    return """
        title: But for tests
        logsource: {product: groundswell, service: telemetry}
        filter:
          rules: [%s]
          selection: {service.name: test}
          condition: not selection
        """
        .formatted(rule);
  }
}
