package dev.groundswell.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class TestCommandTest {

  private static final String RULE =
      """
      title: Three
      name: three
      correlation:
        type: event_count
        rules: [blocked]
        group-by: [user.id]
        timespan: 10m
        condition: {gte: 3}
      events:
        blocked: {event.outcome: blocked, user.id: u1}
      tests:
        - {name: three, given: "blocked@0:00,0:01,0:02", expect: 1}
        - {name: two, given: "blocked@0:00,0:01", expect: 0}
      ---
      title: Blocked
      name: blocked
      detection:
        selection:
          event.outcome: blocked
        condition: selection
      """;

  @TempDir private Path directory;

  @Test
  void everyTestOfTheBundledRulesPasses() {
    Invocation test = Invocation.of("rules", "test", BundledRules.DIRECTORY.toString());

    assertThat(test.exitCode()).isZero();
    assertThat(test.out()).hasSize(BundledRules.COUNT);
    assertThat(test.out())
        .allSatisfy(line -> assertThat(line).matches("\\w+: ([1-9]\\d*) tests, \\1 passed"));
    assertThat(test.err())
        .singleElement()
        .asString()
        .matches("groundswell: %d rules, \\d+ tests, 0 failed".formatted(BundledRules.COUNT));
  }

  @Test
  void aTestThatFailsIsNamedWithWhatItExpectedAndGot() throws IOException {
    Files.writeString(directory.resolve("three.yml"), RULE.replace("expect: 0", "expect: 2"));
    Files.writeString(
        directory.resolve("two.yml"), RULE.replace("three", "two").replace("gte: 3", "gte: 2"));

    Invocation test = Invocation.of("rules", "test", directory.toString());

    assertThat(test.exitCode()).isOne();
    assertThat(test.out())
        .containsExactly(
            "three: 2 tests, 1 passed",
            "  FAILED two: expected 2, got 0",
            "two: 2 tests, 1 passed",
            "  FAILED two: expected 0, got 1");
    assertThat(test.err()).containsExactly("groundswell: 2 rules, 4 tests, 2 failed");
  }

  @Test
  void aRuleAboutSingleEventsIsTestedToo() throws IOException {
    Files.writeString(
        directory.resolve("blocked.yml"),
        """
        title: Blocked
        name: blocked
        detection: {selection: {event.outcome: blocked}, condition: selection}
        events: {blocked: {event.outcome: blocked, user.id: u1}}
        tests: [{name: two, given: "blocked@0:00,0:00", expect: 2}]
        """);

    assertThat(Invocation.of("rules", "test", directory.toString()).out())
        .containsExactly("blocked: 1 tests, 1 passed");
  }

  @Test
  void rulesWithoutTestsRunNone() throws IOException {
    Files.writeString(directory.resolve("three.yml"), RULE.replaceAll("(?s)events:.*?---", "---"));

    Invocation test = Invocation.of("rules", "test", directory.toString());

    assertThat(test.exitCode()).isZero();
    assertThat(test.out()).containsExactly("three: 0 tests, 0 passed");
  }

  @Test
  void anAttributeThatNobodyKnowsIsWarnedOf() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("three.yml"),
            RULE.replaceFirst("name: three", "name: three\nlevl: high"));

    Invocation test = Invocation.of("rules", "test", directory.toString());

    assertThat(test.exitCode()).isZero();
    assertThat(test.err())
        .containsExactly(
            "groundswell: warning: "
                + file
                + ":3: levl: is neither Sigma's nor ours; did you mean `level`?",
            "groundswell: 1 rules, 2 tests, 0 failed");
  }

  @Test
  void rulesThatDoNotLoadExitWithTwo() throws IOException {
    Files.writeString(directory.resolve("three.yml"), RULE.replace("gte: 3", "gte: many"));

    Invocation test = Invocation.of("rules", "test", directory.toString());

    assertThat(test.exitCode()).isEqualTo(2);
    assertThat(test.err())
        .singleElement()
        .asString()
        .contains("three.yml:8: correlation.condition");
  }
}
