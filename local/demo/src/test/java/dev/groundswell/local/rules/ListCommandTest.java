package dev.groundswell.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {

  @Test
  void saysOfEachRuleWhatItIsAndWhatItFiresOn() {
    Invocation list = list(BundledRules.DIRECTORY);

    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).hasSize(1 + BundledRules.COUNT);
    assertThat(list.out().get(0)).startsWith("rule ").contains("  fires on  ").endsWith("  per");
    assertThat(list.out())
        .filteredOn(line -> line.startsWith("key_sharing "))
        .singleElement()
        .asString()
        .containsSubsequence(
            "1", "stable", "medium", "AML.T0012, AML.T0091.000", "key_used", "api_key.id");
    assertThat(list.out().stream().map(ListCommandTest::columnOfStatus).distinct())
        .as("one column of stati, and the heading")
        .hasSize(2);
  }

  @Test
  void rulesThatDoNotLoadAreAllNamedAndExitWithTwo(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("a.yml"), "title: A");
    Files.writeString(directory.resolve("b.yml"), "title: B");

    Invocation list = list(directory);

    assertThat(list.exitCode()).isEqualTo(2);
    assertThat(list.out()).isEmpty();
    assertThat(String.join("\n", list.err())).contains("a.yml:1: ", "b.yml:1: ");
  }

  @Test
  void namesCannotSteerTheTerminal(@TempDir Path directory) throws IOException {
    String rule =
        """
        title: Blocked
        name: "b\\e[31m"
        tests:
          - {name: "t\\e[2J", given: "b@0:00", expect: 2}
        events:
          b: {event.outcome: blocked}
        detection: {selection: {event.outcome: blocked}, condition: selection}
        """;
    Files.writeString(directory.resolve("b.yml"), rule);

    for (String command : List.of("list", "lint", "test")) {
      Invocation invocation = Invocation.of("rules", command, directory.toString());
      assertThat(String.join("", invocation.out()) + String.join("", invocation.err()))
          .as(command)
          .contains("?[")
          .doesNotContain("\u001b");
    }
  }

  @Test
  void wantsACommandAndADirectory() {
    assertThat(Invocation.of("rules").exitCode()).isEqualTo(2);
    assertThat(Invocation.of("rules", "list").exitCode()).isEqualTo(2);
    assertThat(Invocation.of("rules", "list", "--help").exitCode()).isZero();
  }

  private static int columnOfStatus(String line) {
    return Math.max(line.indexOf("  stable  "), line.indexOf("  test    "));
  }

  private static Invocation list(Path directory) {
    return Invocation.of("rules", "list", directory.toString());
  }
}
