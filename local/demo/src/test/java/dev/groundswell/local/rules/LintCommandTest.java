package dev.groundswell.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {

  private static final String FOREIGN =
      """
      title: One
      detection:
        selection: {event.outcome: failed}
        condition: selection
      """;

  @TempDir private Path directory;

  @Test
  void findsNothingInTheBundledRules() {
    Invocation lint = lint(BundledRules.DIRECTORY);

    assertThat(lint.exitCode()).isZero();
    assertThat(lint.out()).isEmpty();
    assertThat(lint.err())
        .containsExactly(
            "groundswell: %d rules, 0 problems, 0 warnings".formatted(BundledRules.COUNT));
  }

  @Test
  void reportsEveryProblemOfEveryFileAndExitsWithOne() throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.yml"), FOREIGN.replace("title", "tilte"));
    Path one = Files.writeString(directory.resolve("one.yml"), FOREIGN);

    Invocation lint = lint(directory);

    assertThat(lint.exitCode()).isOne();
    assertThat(lint.out())
        .contains(
            bad + ":1: title: is missing",
            bad + ":1: tilte: is neither Sigma's nor ours; did you mean `title`?",
            bad + ":1: triage: is missing; say what the responder does first",
            one + ":1: triage: is missing; say what the responder does first")
        .allMatch(problem -> problem.matches(".*/(bad|one)\\.yml:\\d+: [\\w.]+: .+"));
    assertThat(lint.err())
        .containsExactly(
            "groundswell: 2 rules, %d problems, 0 warnings".formatted(lint.out().size()));
  }

  @Test
  void keepsWarningsApartAndDoesNotFailOfThem() throws IOException {
    copyOfKeySharing();
    Files.writeString(directory.resolve("other.yaml"), FOREIGN);

    Invocation lint = lint(directory);

    assertThat(lint.exitCode()).isZero();
    assertThat(lint.out()).isEmpty();
    assertThat(lint.err())
        .containsExactly(
            "warning: "
                + directory.resolve("other.yaml")
                + ":1: file: is not read; rules end in .yml",
            "groundswell: 1 rules, 0 problems, 1 warnings");
  }

  @Test
  void writesTheLockIfAskedFor() throws IOException {
    copyOfKeySharing();

    assertThat(Invocation.of("rules", "lint", directory.toString(), "--renew-lock").exitCode())
        .isZero();

    assertThat(Files.readString(directory.resolve("version.lock"))).startsWith("key_sharing.yml 1");
    assertThat(lint(directory).exitCode()).isZero();
  }

  @Test
  void saysHowMuchOfOrdinaryTrafficEachStepTakes() throws IOException {
    copyOfKeySharing();
    Path traffic = directory.resolve("traffic.jsonl");
    Files.writeString(
        traffic,
        """
        {"event.id": "1", "event.time": 1, "api_key.id": "k", "client.subnet": "n", "event.outcome": "success"}
        {"event.id": "2", "event.time": 2, "event.colour": "red"}
        nonsense
        """);

    Invocation lint =
        Invocation.of("rules", "lint", directory.toString(), "--traffic", traffic.toString());

    assertThat(lint.exitCode()).isZero();
    assertThat(lint.out())
        .containsExactly(
            "RULE         STEP      EVENTS  SHARE    OPENS  BROAD",
            "key_sharing  key_used  1 of 2  50.00 %  yes    yes");
    assertThat(lint.err())
        .hasSize(4)
        .contains(
            "groundswell: 1 of 3 lines refused",
            "groundswell: warning: no field event.colour; left out of 1 events");
  }

  @Test
  void exitsWithTwoIfTheTrafficCannotBeRead() throws IOException {
    copyOfKeySharing();

    Invocation lint = Invocation.of("rules", "lint", directory.toString(), "--traffic", "nowhere");

    assertThat(lint.exitCode()).isEqualTo(2);
    assertThat(lint.err())
        .containsExactly("groundswell: --traffic nowhere cannot be read: there is no such file");
  }

  @Test
  void exitsWithTwoWhereThereAreNoRules() {
    assertThat(lint(directory.resolve("nowhere")).exitCode()).isEqualTo(2);

    Invocation empty = lint(directory);
    assertThat(empty.exitCode()).isEqualTo(2);
    assertThat(empty.err())
        .containsExactly(
            "groundswell: there is no rule in %s: rules end in .yml".formatted(directory));
  }

  private void copyOfKeySharing() throws IOException {
    Files.copy(
        BundledRules.DIRECTORY.resolve("account/key_sharing.yml"),
        directory.resolve("key_sharing.yml"));
  }

  private static Invocation lint(Path directory) {
    return Invocation.of("rules", "lint", directory.toString());
  }
}
