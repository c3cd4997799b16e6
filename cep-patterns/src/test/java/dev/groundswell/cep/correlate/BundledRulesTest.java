package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
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

  private static Stream<DynamicNode> perRule(
      java.util.function.Function<Rule, Stream<? extends DynamicNode>> tests) {
    return RulePack.bundled().rules().stream()
        .map(rule -> dynamicContainer(rule.name(), tests.apply(rule)));
  }
}
