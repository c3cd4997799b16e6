package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.groundswell.cep.match.StepMatcher;
import dev.groundswell.cep.rules.EventFields;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.RuleTest;
import dev.groundswell.schemas.RuleStatus;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.StepRef;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class BundledRulesTest {

  @TestFactory
  Stream<DynamicNode> everyEmbeddedTestHolds() {
    return perRule(
        rule ->
            rule.tests().stream()
                .map(
                    test ->
                        dynamicTest(
                            test.name(),
                            () ->
                                assertThat(EmbeddedTestRunner.run(rule, test))
                                    .hasSize(test.expect()))));
  }

  @TestFactory
  Stream<DynamicNode> everySampleSatisfiesTheStepItIsNamedForAndNoOther() {
    return perRule(
        rule ->
            rule.samples().entrySet().stream()
                .map(
                    sample ->
                        dynamicTest(
                            sample.getKey(),
                            () ->
                                assertThat(satisfied(rule, sample.getKey()))
                                    .containsExactly(sample.getKey()))));
  }

  @TestFactory
  Stream<DynamicNode> everyRuleIsComplete() {
    return RulePack.bundled().rules().stream()
        .map(rule -> dynamicTest(rule.name(), () -> assertComplete(rule)));
  }

  private static void assertComplete(Rule rule) {
    assertThat(rule.status()).isEqualTo(RuleStatus.stable);
    assertThat(rule.techniques()).isNotEmpty();
    assertThat(rule.description()).isNotBlank();
    assertThat(rule.triage()).isNotBlank();
    assertThat(rule.references()).isNotEmpty();
    assertThat(rule.falsePositives()).isNotEmpty();
    assertThat(rule.blindSpots()).isNotEmpty();
    assertThat(rule.tests()).extracting(RuleTest::expect).contains(1, 2);
    assertThat(rule.tests()).filteredOn(test -> test.expect() == 0).hasSizeGreaterThan(2);
    assertThat(rule.samples()).hasSameSizeAs(rule.baseRules());
  }

  private static List<String> satisfied(Rule rule, String sample) {
    return new StepMatcher(new RulePack(List.of(rule)))
            .match(EventFields.event(sample, Correlation.START, rule.samples().get(sample)))
            .matches()
            .stream()
            .map(StepMatch::getSteps)
            .flatMap(List::stream)
            .map(StepRef::getStep)
            .toList();
  }

  private static Stream<DynamicNode> perRule(
      java.util.function.Function<Rule, Stream<? extends DynamicNode>> tests) {
    return RulePack.bundled().rules().stream()
        .map(rule -> dynamicContainer(rule.name(), tests.apply(rule)));
  }
}
