package dev.groundswell.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.Invocation;
import dev.groundswell.local.servers.KafkaBroker;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RuleState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change the rules of a running monitor, on a real broker. */
@Timeout(120)
class ChangeCommandsTest {

  private static final String ID = "00000000-0000-4000-8000-0000000000e1";
  private static final String TEXT =
      """
      title: Misuse
      id: 00000000-0000-4000-8000-0000000000e1
      name: misuse
      version: 1
      detection:
        selection: {event.action: misuse}
        condition: selection
      """;

  @TempDir static Path data;
  private static KafkaBroker broker;

  @TempDir Path directory;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = KafkaBroker.start(data, 0);
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.close();
  }

  @Test
  void aRuleIsPublishedPausedResumedPutInShadowAndDeleted() throws Exception {
    Path config = config("all");
    broker.createTopic("all", 1, Map.of("cleanup.policy", "compact"));
    Path rule = Files.writeString(directory.resolve("misuse.yml"), TEXT);

    Invocation publish =
        run("publish", rule.toString(), config, "--effective-from", "2026-01-31T12:00:00Z");
    assertThat(publish.exitCode()).isZero();
    assertThat(publish.out()).containsExactly("published misuse 1");
    assertThat(last(config))
        .satisfies(
            change -> {
              assertThat(change.getText()).isEqualTo(TEXT);
              assertThat(change.getEffectiveFrom())
                  .isEqualTo(Instant.parse("2026-01-31T12:00:00Z").toEpochMilli());
            });

    Map<String, RuleState> states =
        Map.of(
            "pause", RuleState.paused,
            "resume", RuleState.active,
            "shadow", RuleState.shadow,
            "delete", RuleState.deleted);
    for (String command : Stream.of("pause", "resume", "shadow", "delete").toList()) {
      Invocation change = run(command, "misuse", config, "--note", "because");
      assertThat(change.exitCode()).as(command).isZero();
      assertThat(last(config).getState()).isEqualTo(states.get(command));
      assertThat(last(config).getNote()).isEqualTo("because");
    }
    assertThat(run("pause", "misuse", config).exitCode()).isEqualTo(2);
  }

  @Test
  void aRuleOfThePackIsKnownByItsName() throws Exception {
    Path config = config("packed");
    broker.createTopic("packed", 1, Map.of("cleanup.policy", "compact"));

    assertThat(run("pause", "guardrail_probing", config).out())
        .containsExactly("guardrail_probing is to be paused");
    assertThat(new RuleTopic(JobConfig.load(config, Map.of()).kafka()).last().values())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.getState()).isEqualTo(RuleState.paused);
              assertThat(change.getText()).contains("name: guardrail_probing");
            });
  }

  @Test
  void nothingIsSentIfOneFileIsBroken() throws Exception {
    Path config = config("broken");
    broker.createTopic("broken", 1, Map.of("cleanup.policy", "compact"));
    Files.writeString(directory.resolve("a.yml"), TEXT);
    Files.writeString(directory.resolve("b.yml"), "title: B\n");

    Invocation publish = run("publish", directory.toString(), config);

    assertThat(publish.exitCode()).isEqualTo(2);
    assertThat(String.join("\n", publish.err())).contains("b.yml:1: ");
    assertThat(new RuleTopic(JobConfig.load(config, Map.of()).kafka()).last()).isEmpty();
  }

  @Test
  void whatIsNotThereIsNamed() throws Exception {
    Path config = config("nowhere");
    assertThat(run("pause", "misuse", config).err())
        .singleElement()
        .asString()
        .startsWith("groundswell: there is no topic nowhere at ");

    broker.createTopic("nowhere", 1, Map.of("cleanup.policy", "compact"));
    assertThat(run("pause", "misuse", config).err())
        .singleElement()
        .asString()
        .startsWith("groundswell: there is no rule `misuse`; there are [");
  }

  private Path config(String topic) throws Exception {
    return Files.writeString(
        directory.resolve(topic + ".yaml"),
        """
        kafka.bootstrap-servers: %s
        kafka.topics.rules: %s
        """
            .formatted(broker.bootstrapServers(), topic));
  }

  private static Invocation run(String command, String what, Path config, String... more) {
    return Invocation.of(
        Stream.concat(
                Stream.of("rules", command, what, "--config", config.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private static RuleChange last(Path config) {
    return new RuleTopic(JobConfig.load(config, Map.of()).kafka()).last().get(ID);
  }
}
