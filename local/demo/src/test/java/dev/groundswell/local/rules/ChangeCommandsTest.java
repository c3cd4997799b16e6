package dev.groundswell.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.Invocation;
import dev.groundswell.local.servers.KafkaBroker;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.pipelines.rules.RuleHistory;
import dev.groundswell.schemas.RuleAction;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RuleRecord;
import dev.groundswell.schemas.RuleState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
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
    Path rule = Files.writeString(directory.resolve("misuse.yml"), TEXT);
    try (AnsweringMonitor monitor = monitor("all", change -> RuleAction.updated)) {
      Invocation publish =
          run("publish", rule.toString(), config, "--effective-from", "2026-01-31T12:00:00Z");
      assertThat(publish.exitCode()).isZero();
      assertThat(publish.out())
          .containsExactly("published misuse 1", "misuse 1: updated from 2026-01-31T12:00:00Z");
      assertThat(last(config).getText()).isEqualTo(TEXT);
      assertThat(last(config).getEffectiveFrom())
          .isEqualTo(Instant.parse("2026-01-31T12:00:00Z").toEpochMilli());

      Map<String, RuleState> states =
          Map.of(
              "pause", RuleState.paused,
              "resume", RuleState.active,
              "shadow", RuleState.shadow,
              "delete", RuleState.deleted);
      for (String command : List.of("pause", "resume", "shadow", "delete")) {
        Invocation change = run(command, "misuse", config, "--note", "because");
        assertThat(change.exitCode()).as(command).isZero();
        assertThat(last(config).getState()).isEqualTo(states.get(command));
        assertThat(last(config).getNote()).isEqualTo("because");
      }
      assertThat(run("delete", "misuse", config).exitCode())
          .as("a deletion can be brought forward")
          .isZero();
      assertThat(monitor.answered()).isEqualTo(6);
    }
  }

  @Test
  void whoPublishesIsWarnedOfAttributesThatNobodyKnows() throws Exception {
    Path config = config("misspelt");
    Path rule =
        Files.writeString(
            directory.resolve("misuse.yml"),
            TEXT.replace("version: 1", "version: 1\nstatsu: stable\nx-team: red"));

    Invocation publish = run("publish", rule.toString(), config, "--no-wait");

    assertThat(publish.exitCode()).isZero();
    assertThat(publish.err())
        .containsExactly(
            "groundswell: warning: "
                + rule
                + ":5: statsu: is neither Sigma's nor ours; did you mean `status`?",
            "groundswell: warning: "
                + rule
                + ":6: x-team: is neither Sigma's nor ours, and read by nobody");
  }

  @Test
  void aRuleOfThePackIsKnownByItsName() throws Exception {
    Path config = config("packed");

    assertThat(run("pause", "guardrail_probing", config, "--no-wait").out())
        .containsExactly("guardrail_probing is to be paused");
  }

  /** What was refused is not the rule: its text must not come back with the next change. */
  @Test
  void aRuleThatIsPausedStaysTheOneThatWasAccepted() throws Exception {
    Path config = config("accepted");
    Path rule = Files.writeString(directory.resolve("misuse.yml"), TEXT);
    run("publish", rule.toString(), config, "--no-wait");
    Files.writeString(rule, TEXT.replace("event.action: misuse", "event.action: other"));
    run("publish", rule.toString(), config, "--no-wait");

    run("pause", "misuse", config, "--no-wait");

    JobConfig job = JobConfig.load(config, Map.of());
    assertThat(last(config).getState()).isEqualTo(RuleState.paused);
    assertThat(RuleHistory.after(job.rules(), new RuleTopic(job.kafka()).records(), Long.MAX_VALUE))
        .filteredOn(known -> known.id().equals(ID))
        .containsExactly(RulePack.one("misuse.yml", TEXT));
  }

  @Test
  void whatIsNoRuleButOnTheTopicCanBeDeletedAllTheSame() throws Exception {
    Path config = config("strangers");
    RuleChange refused = active("title: [unfinished");
    new RuleTopic(JobConfig.load(config, Map.of()).kafka()).put(Map.of(ID, refused));

    Invocation delete = run("delete", ID, config, "--no-wait");

    assertThat(delete.exitCode()).isZero();
    assertThat(delete.out()).containsExactly(ID + " is to be deleted");
    assertThat(last(config).getState()).isEqualTo(RuleState.deleted);
  }

  @Test
  void anIdIsTheOneThatIsWrittenSoBeforeOneThatDiffersInCase() throws Exception {
    Path config = config("cases");
    String upper = ID.toUpperCase(Locale.ROOT);
    RuleChange added = active(TEXT);
    RuleTopic topic = new RuleTopic(JobConfig.load(config, Map.of()).kafka());
    topic.put(Map.of(ID, added));
    topic.put(Map.of(upper, added));

    for (String asked : List.of(upper, ID)) {
      run("delete", asked, config, "--no-wait");
    }

    assertThat(topic.records())
        .extracting(RuleRecord::getKey)
        .containsExactly(ID, upper, upper, ID);
  }

  /** Its key is no id of a rule, which are in lower case: all that it brings is refused. */
  @Test
  void whatWasRefusedUnderAnIdInUpperCaseCanBeDeletedByIt() throws Exception {
    Path config = config("upper");
    String upper = ID.toUpperCase(Locale.ROOT);
    RuleChange refused = active(TEXT);
    new RuleTopic(JobConfig.load(config, Map.of()).kafka()).put(Map.of(upper, refused));

    for (String asked : List.of(upper, ID)) {
      assertThat(run("delete", asked, config, "--no-wait").out())
          .containsExactly(upper + " is to be deleted");
    }
    assertThat(new RuleTopic(JobConfig.load(config, Map.of()).kafka()).records())
        .extracting(RuleRecord::getKey)
        .containsExactly(upper, upper, upper);
  }

  @Test
  void aRuleIsKnownByTheNameThatItHasAndByTheOneThatItIsToHave() throws Exception {
    Path config = config("renamed");
    Path rule = Files.writeString(directory.resolve("misuse.yml"), TEXT);
    run("publish", rule.toString(), config, "--no-wait");
    Files.writeString(
        rule, TEXT.replace("version: 1", "version: 2").replace("name: misuse", "name: misconduct"));
    String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
    run("publish", rule.toString(), config, "--no-wait", "--effective-from", tomorrow);

    assertThat(run("pause", "misuse", config, "--no-wait").out())
        .containsExactly("misuse is to be paused");
    assertThat(run("pause", "misconduct", config, "--no-wait").out())
        .containsExactly("misconduct is to be paused");
    assertThat(run("pause", "misuse", config, "--effective-from", tomorrow).err())
        .singleElement()
        .asString()
        .startsWith("groundswell: there is no rule `misuse`; there are [");
  }

  @Test
  void whatBeginsAllTheSameIsTold() throws Exception {
    Path config = config("follows");
    try (AnsweringMonitor monitor = monitor("follows", change -> RuleAction.paused)) {
      Invocation pause =
          run("pause", "guardrail_probing", config, "--effective-from", "2026-01-31T12:00:00Z");

      assertThat(pause.out())
          .containsExactly(
              "guardrail_probing is to be paused",
              "guardrail_probing 1: paused from 2026-01-31T12:00:00Z; " + AnsweringMonitor.FOLLOWS);
      assertThat(monitor.answered()).isEqualTo(1);
    }
  }

  @Test
  void whereThereIsNothingToDeleteThatIsSaid() throws Exception {
    Path config = config("nothing");

    Invocation delete = run("delete", ID, config);

    assertThat(delete.exitCode()).isEqualTo(1);
    assertThat(delete.err())
        .singleElement()
        .asString()
        .startsWith("groundswell: there is no rule `" + ID + "`; there are [")
        .endsWith("], and the topic holds nothing under it");
    assertThat(new RuleTopic(JobConfig.load(config, Map.of()).kafka()).records()).isEmpty();
  }

  @Test
  void whatTheMonitorRefusesIsToldAndFails() throws Exception {
    Path config = config("refused");
    try (AnsweringMonitor monitor = monitor("refused", change -> RuleAction.refused)) {
      Invocation pause = run("pause", "guardrail_probing", config);

      assertThat(pause.exitCode()).isEqualTo(1);
      assertThat(pause.out())
          .containsExactly(
              "guardrail_probing is to be paused",
              "guardrail_probing: refused: versions only rise");
      assertThat(monitor.answered()).isEqualTo(1);
    }
  }

  @Test
  void ofSeveralChangesEachIsAnswered() throws Exception {
    Path config = config("several");
    Files.writeString(directory.resolve("a.yml"), TEXT);
    Files.writeString(
        directory.resolve("b.yml"), TEXT.replace("e1", "e2").replace("misuse", "second"));
    try (AnsweringMonitor monitor =
        monitor(
            "several",
            change ->
                change.getText().contains("second") ? RuleAction.refused : RuleAction.added)) {
      Invocation publish = run("publish", directory.toString(), config);

      assertThat(publish.exitCode()).isEqualTo(1);
      assertThat(publish.out())
          .contains("second: refused: versions only rise")
          .anySatisfy(line -> assertThat(line).startsWith("misuse 1: added from "));
      assertThat(monitor.answered()).isEqualTo(2);
    }
  }

  @Test
  void whereNoMonitorAnswersThatIsSaid() throws Exception {
    Path config = config("unanswered");

    Invocation pause = run("pause", "guardrail_probing", config, "--wait", "1s");

    assertThat(pause.exitCode()).isEqualTo(3);
    assertThat(pause.err())
        .containsExactly(
            "groundswell: waiting up to 1 s for a monitor's answer",
            "groundswell: no monitor has answered about guardrail_probing; one that reads"
                + " unanswered later will do so on the topic unanswered-audit");
  }

  @Test
  void nothingIsSentIfOneFileIsBroken() throws Exception {
    Path config = config("broken");
    Files.writeString(directory.resolve("a.yml"), TEXT);
    Files.writeString(directory.resolve("b.yml"), "title: B\n");

    Invocation publish = run("publish", directory.toString(), config);

    assertThat(publish.exitCode()).isEqualTo(2);
    assertThat(String.join("\n", publish.err())).contains("b.yml:1: ");
    assertThat(new RuleTopic(JobConfig.load(config, Map.of()).kafka()).records()).isEmpty();
  }

  @Test
  void nothingIsSentIfTwoFilesHaveOneRule() throws Exception {
    Path config = config("twice");
    Files.writeString(directory.resolve("a.yml"), TEXT);
    Files.writeString(directory.resolve("b.yml"), TEXT);

    assertThat(run("publish", directory.toString(), config).err())
        .singleElement()
        .asString()
        .contains("b.yml:1: id: another file has " + ID);
    assertThat(new RuleTopic(JobConfig.load(config, Map.of()).kafka()).records()).isEmpty();
  }

  @Test
  void nothingIsSentToATopicThatLosesChanges() throws Exception {
    broker.createTopic("compacted", 1, Map.of("cleanup.policy", "compact"));

    assertThat(run("pause", "guardrail_probing", file("compacted")).err())
        .containsExactly(
            "groundswell: the topic compacted loses changes that rules rest on: set its"
                + " {cleanup.policy=delete, retention.ms=-1}");
  }

  @Test
  void whatIsNotThereIsNamed() throws Exception {
    assertThat(run("pause", "misuse", file("nowhere")).err())
        .singleElement()
        .asString()
        .startsWith("groundswell: there is no topic nowhere at ");
    assertThat(run("pause", "misuse", config("nobody")).err())
        .singleElement()
        .asString()
        .startsWith("groundswell: there is no rule `misuse`; there are [");

    broker.createTopic("unaudited", 1, KafkaConfig.RULES_TOPIC);
    assertThat(run("pause", "guardrail_probing", file("unaudited")).err())
        .singleElement()
        .asString()
        .contains("there is no topic unaudited-audit at ", "--no-wait");
  }

  private static AnsweringMonitor monitor(String topic, Function<RuleChange, RuleAction> decision) {
    return new AnsweringMonitor(broker.bootstrapServers(), topic, topic + "-audit", decision);
  }

  /** The topics of a test, and the file that names them. */
  private Path config(String topic) throws Exception {
    broker.createTopic(topic, 1, KafkaConfig.RULES_TOPIC);
    broker.createTopic(topic + "-audit", 1, Map.of());
    return file(topic);
  }

  private Path file(String topic) throws Exception {
    return Files.writeString(
        directory.resolve(topic + ".yaml"),
        """
        kafka.bootstrap-servers: %s
        kafka.topics.rules: %s
        kafka.topics.audit: %s-audit
        """
            .formatted(broker.bootstrapServers(), topic, topic));
  }

  private static Invocation run(String command, String what, Path config, String... more) {
    return Invocation.of(
        Stream.concat(
                Stream.of("rules", command, what, "--config", config.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private static RuleChange last(Path config) throws Exception {
    List<RuleRecord> records = new RuleTopic(JobConfig.load(config, Map.of()).kafka()).records();
    return RuleChange.getDecoder().decode(records.get(records.size() - 1).getValue());
  }

  private static RuleChange active(String text) {
    return RuleChange.newBuilder()
        .setState(RuleState.active)
        .setText(text)
        .setEffectiveFrom(0)
        .build();
  }
}
