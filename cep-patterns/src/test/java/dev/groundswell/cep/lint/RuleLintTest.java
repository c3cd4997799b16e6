package dev.groundswell.cep.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.RuleStatus;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleLintTest {

  private static final Path BUNDLED = Path.of("src/main/resources/rules");

  private static final String GOOD =
      """
      title: Three
      id: 00000000-0000-4000-8000-000000000003
      name: three
      version: 1
      status: experimental
      level: low
      tags: [atlas.aml.t0054]
      description: Detects three of them.
      falsepositives: [Somebody unlucky]
      blindspots: [Two of them]
      triage: Look.
      references: [https://example.org]
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
        - {name: again, given: "blocked@0:00,0:01,0:02,0:03,0:04,0:05", expect: 2}
        - {name: two, given: "blocked@0:00,0:01", expect: 0}
        - {name: apart, given: "blocked@0:00,0:01,11:00", expect: 0}
        - {name: others, given: "blocked@0:00,0:01 blocked@0:02{user.id: u2}", expect: 0}
      ---
      title: Blocked
      name: blocked
      detection:
        selection:
          event.outcome: blocked
        condition: selection
      """;

  @TempDir private Path directory;
  private Path three;

  @BeforeEach
  void write() throws IOException {
    three = directory.resolve("three.yml");
    Files.writeString(three, GOOD);
  }

  @Test
  void hasNothingAgainstTheBundledRules() throws IOException {
    LintReport report = RuleLint.of(BUNDLED).report();
    assertThat(report.rules()).isEqualTo(RulePack.bundled().rules().size());
    assertThat(report.errors()).isEmpty();
    assertThat(report.warnings()).isEmpty();
    assertThat(RulePack.bundled().rules())
        .extracting(Rule::status)
        .containsOnly(RuleStatus.stable, RuleStatus.test);
  }

  @Test
  void hasNothingAgainstAGoodRule() throws IOException {
    LintReport report = report();
    assertThat(report.rules()).isOne();
    assertThat(report.errors()).isEmpty();
    assertThat(report.warnings()).isEmpty();
  }

  @Test
  void aFileHoldsOnePattern() throws IOException {
    three(
        GOOD
            + "---\ntitle: Four\nname: four\ndetection: {x: {event.outcome: failed}, condition: x}\n");
    assertThat(report().errors())
        .singleElement()
        .asString()
        .startsWith(three + ":3: name: the file holds the patterns [three, four]; ");
  }

  @Test
  void aFileHoldsAllOfItsPattern() throws IOException {
    String[] documents = GOOD.split("---\n", 2);
    three(documents[0]);
    Files.writeString(directory.resolve("blocked.yml"), documents[1]);
    assertThat(report().errors())
        .contains(three + ":1: file: needs rules of other files; a file holds one pattern");
  }

  @Test
  void aRuleIsCalledAsItsFile() throws IOException {
    three(GOOD.replace("name: three", "name: drei"));
    assertThat(report().errors())
        .singleElement()
        .asString()
        .startsWith(three + ":3: name: must be the file's name, `three`");
  }

  @Test
  void aFilterNeedsNothingOfARule() throws IOException {
    Files.writeString(
        directory.resolve("known.yml"),
        """
        title: Known
        logsource: {product: groundswell, service: telemetry}
        filter:
          rules: [blocked]
          selection: {service.name: test}
          condition: not selection
        """);
    assertThat(report().errors()).isEmpty();
  }

  @Test
  void aFilterThatChangesTheBehaviourOfARuleRaisesItsVersion() throws IOException {
    RuleLint.of(directory).renewLock();
    Files.writeString(
        directory.resolve("known.yml"),
        """
        title: Known
        filter: {rules: [blocked], selection: {service.name: test}, condition: not selection}
        """);
    assertThat(report().errors())
        .singleElement()
        .asString()
        .startsWith(three + ":4: version: 1 behaved otherwise");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "name",
        "version",
        "status",
        "level",
        "tags",
        "description",
        "falsepositives",
        "blindspots",
        "triage",
        "references"
      })
  void missesEveryKeyThatOursMustHave(String key) throws IOException {
    three(GOOD.replaceFirst("(?m)^" + key + ": .*\n", ""));
    assertThat(report().errors())
        .singleElement()
        .asString()
        .startsWith(three + ":1: " + key + ": is missing; ");
  }

  @Test
  void nothingBehindAKeyIsNothingSaid() throws IOException {
    three(GOOD.replace("triage: Look.", "triage: ' '").replace("[Two of them]", "[]"));
    assertThat(report().errors())
        .containsExactly(
            three + ":10: blindspots: is missing; say what it does not see",
            three + ":11: triage: is missing; say what the responder does first");
  }

  @Test
  void missesSamplesAndTests() throws IOException {
    int events = GOOD.indexOf("events:");
    three(GOOD.substring(0, events) + GOOD.substring(GOOD.indexOf("---", events)));
    assertThat(report().errors())
        .containsExactly(
            three + ":1: events: is missing; give one sample for each step",
            three + ":1: tests: is missing; show when it fires and when not");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[atlas.aml.t0054]; [owasp.llm01]; 7: tags: names no ATLAS technique; add one",
        "expect: 0; expect: 1; 22: tests: 0 silent; show at least 3 cases in which it must not fire",
        "expect: [12]; expect: 0; 22: tests: none fires; show at least one case that does",
        "{event.outcome: blocked, user.id: u1}; {event.outcome: failed, user.id: u1}; "
            + "20: events.blocked: satisfies no step; a sample",
        "{event.outcome: blocked, user.id: u1}; {event.outcome: blocked}; "
            + "20: events.blocked: satisfies no step, for it has no `user.id`; a sample",
      })
  void saysWhatIsWrongWithTagsTestsAndSamples(String part, String replacement, String problem)
      throws IOException {
    three(GOOD.replaceAll(part.replace("[a", "\\[a").replace("{", "\\{"), replacement));
    assertThat(report().errors())
        .anySatisfy(found -> assertThat(found).startsWith(three + ":" + problem));
  }

  @Test
  void aSampleThatSatisfiesAnotherStepIsCalledWrong() throws IOException {
    three(
        GOOD.replace("rules: [blocked]", "rules: [blocked, stopped]")
            + """
            ---
            name: stopped
            detection: {selection: {event.outcome: [blocked, failed]}, condition: selection}
            """);
    LintReport report = report();
    assertThat(report.errors())
        .containsExactly(
            three
                + ":20: events.blocked: satisfies `blocked`, `stopped`; a sample satisfies the step"
                + " that it is named for, and no other");
    assertThat(report.warnings())
        .containsExactly(three + ":20: events: has no sample for the step `stopped`");
  }

  @Test
  void tellsInOneReportWhatTheLoaderRefusesAndWhatIsMissing() throws IOException {
    three(GOOD.replace("triage: Look.\n", "").replace("outcome: blocked\n", "outcom: blocked\n"));
    Path four = fourWithoutSuchALevel();
    assertThat(report().errors())
        .satisfiesExactly(
            second -> assertThat(second).startsWith(four + ":6: level: must be one of"),
            third -> assertThat(third).startsWith(three + ":1: triage: is missing"),
            fourth -> assertThat(fourth).startsWith(three + ":31: event.outcom: no such field"));
  }

  @Test
  void refusesTwoRulesOfOneId() throws IOException {
    Path four =
        Files.writeString(
            directory.resolve("four.yml"), GOOD.replace("name: three\nv", "name: four\nv"));
    assertThat(report().errors())
        .singleElement()
        .asString()
        .startsWith(three + ":2: id: ")
        .endsWith("belongs to " + four);
  }

  @Test
  void warnsOfWhatIsBetterMended() throws IOException {
    three(GOOD.replace("expect: 2", "expect: 1").replace("events:\n", "events:\n  unused: {}\n"));
    Files.writeString(directory.resolve("other.yaml"), GOOD);
    assertThat(report().warnings())
        .containsExactly(
            three + ":20: events.unused: is in no test",
            three + ":23: tests: none shows that it fires again after it has fired",
            directory.resolve("other.yaml") + ":1: file: is not read; rules end in .yml");
  }

  @Test
  void aMisspeltKeyIsAnErrorAndOneThatNobodyKnowsAWarning() throws IOException {
    three(
        GOOD.replace("references:", "falsepositve: [Nobody]\nx-team: red\nreferences:")
            .replace("title: Blocked", "tilte: Blocked"));
    LintReport report = report();
    assertThat(report.errors())
        .containsExactly(
            three
                + ":12: falsepositve: is neither Sigma's nor ours; did you mean `falsepositives`?",
            three + ":30: tilte: is neither Sigma's nor ours; did you mean `title`?");
    assertThat(report.warnings())
        .containsExactly(three + ":13: x-team: is neither Sigma's nor ours, and read by nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-where: []", "x-absent: []", "x-broad: true", "filter: {}"})
  void whatStandsInTheWrongPlaceStaysAnError(String key) throws IOException {
    three(GOOD.replace("references:", key + "\nreferences:"));
    assertThat(report().errors())
        .contains(
            three
                + ":12: "
                + key.substring(0, key.indexOf(':'))
                + ": does not stand here; see cep-patterns/README.md");
  }

  @Test
  void aFileInAnotherEncodingIsNamedWithTheProblemsOfOthers() throws IOException {
    Files.write(
        three,
        GOOD.replace("Somebody unlucky", "J\u00fcrgen").getBytes(StandardCharsets.ISO_8859_1));
    Path four = fourWithoutSuchALevel();
    assertThat(report().errors())
        .satisfiesExactly(
            first -> assertThat(first).startsWith(four + ":6: level: must be one of"),
            second ->
                assertThat(second).isEqualTo(three + ":9: file: is not UTF-8; save it as that"));
  }

  @Test
  void withoutALockAnyVersionWillDo() throws IOException {
    three(GOOD.replace("version: 1", "version: 7"));
    assertThat(report().errors()).isEmpty();
  }

  @Test
  void behaviourMayNotChangeUnderItsVersion() throws IOException {
    RuleLint.of(directory).renewLock();
    three(GOOD.replace("timespan: 10m", "timespan: 9m"));
    String violation =
        three + ":4: version: 1 behaved otherwise, and state of it may be about; make it 2";
    assertThat(report().errors()).containsExactly(violation);
    String lock = Files.readString(lock());
    assertThat(RuleLint.of(directory).renewLock().errors()).containsExactly(violation);
    assertThat(Files.readString(lock())).isEqualTo(lock);
  }

  @Test
  void aLockThatIsBehindIsRenewedIfAskedFor() throws IOException {
    RuleLint.of(directory).renewLock();
    three(GOOD.replace("timespan: 10m", "timespan: 9m").replace("version: 1", "version: 2"));
    assertThat(report().errors())
        .containsExactly(
            three + ":4: version: is 1 in the version lock; renew the lock with --renew-lock");
    assertThat(RuleLint.of(directory).renewLock().errors()).isEmpty();
    assertThat(report().errors()).isEmpty();
    three(GOOD);
    assertThat(report().errors())
        .containsExactly(three + ":4: version: was 2 already; versions only rise");
  }

  @Test
  void aLockListsTheRulesThatThereAreAndNoOthers() throws IOException {
    Files.writeString(lock(), "gone.yml 1 00000000000000000000000000000000\nnonsense\n");
    assertThat(report().errors())
        .containsExactly(
            three + ":4: version: is not in the version lock; renew the lock with --renew-lock",
            lock() + ":1: file: `gone.yml` is gone; renew the lock with --renew-lock",
            lock() + ":2: line: must be file, version and fingerprint");
  }

  @Test
  void theBundledLockIsTheOneThatARenewalWrites() throws IOException {
    Path copy = directory.resolve("copy");
    Path rule = Path.of("cost/denial_of_wallet_duplicates.yml");
    Files.createDirectories(copy.resolve(rule).getParent());
    Files.copy(BUNDLED.resolve(rule), copy.resolve(rule));
    RuleLint.of(copy).renewLock();
    assertThat(Files.readAllLines(BUNDLED.resolve("version.lock")))
        .containsAll(Files.readAllLines(copy.resolve("version.lock")));
  }

  @Test
  void aStepThatMakesStateForOrdinaryTrafficMustSaySo() throws IOException {
    RuleLint lint = RuleLint.of(directory);
    offer(lint.traffic(), 2, 100);
    assertThat(lint.report().errors())
        .contains(
            three
                + ":31: detection: `blocked` makes state for 2.0 % of ordinary traffic;"
                + " select less, or say x-broad: true");
    three(GOOD.replace("name: blocked\n", "name: blocked\nx-broad: true\n"));
    RuleLint declared = RuleLint.of(directory);
    offer(declared.traffic(), 2, 100);
    assertThat(declared.report().errors()).isEmpty();
  }

  @Test
  void aStepMayTakeOneEventInAHundred() throws IOException {
    RuleLint lint = RuleLint.of(directory);
    offer(lint.traffic(), 1, 100);
    assertThat(lint.report().errors()).isEmpty();
    assertThat(lint.traffic().shares())
        .singleElement()
        .satisfies(
            share -> {
              assertThat(share.rule()).isEqualTo("three");
              assertThat(share.step().name()).isEqualTo("blocked");
              assertThat(share.satisfied()).isOne();
              assertThat(share.share()).isEqualTo(0.01);
            });
  }

  @Test
  void anEventThatNamesNobodyTakesPartInNothing() throws IOException {
    RuleLint lint = RuleLint.of(directory);
    TelemetryEvent nobodys = event(EventOutcome.blocked);
    nobodys.setUserId(null);
    lint.traffic().add(nobodys);
    assertThat(lint.traffic().shares()).extracting(StepShare::satisfied).containsExactly(0L);
  }

  @Test
  void trafficSaysNothingOfRulesThatDoNotLoad() throws IOException {
    three(GOOD.replace("timespan: 10m", "timespan: never"));
    RuleLint lint = RuleLint.of(directory);
    offer(lint.traffic(), 2, 100);
    assertThat(lint.traffic().shares()).isEmpty();
    assertThat(lint.report().errors()).isNotEmpty().noneMatch(error -> error.contains("traffic"));
  }

  private static void offer(Selectivity traffic, int blocked, int all) {
    for (int i = 0; i < all; i++) {
      traffic.add(event(i < blocked ? EventOutcome.blocked : EventOutcome.success));
    }
  }

  private static TelemetryEvent event(EventOutcome outcome) {
    return TelemetryEvent.newBuilder()
        .setEventId("e")
        .setEventTime(1)
        .setEventOutcome(outcome)
        .setUserId("u")
        .build();
  }

  private LintReport report() throws IOException {
    return RuleLint.of(directory).report();
  }

  /** Another file, whose level is none. */
  private Path fourWithoutSuchALevel() throws IOException {
    return Files.writeString(
        directory.resolve("four.yml"),
        GOOD.replace("level: low", "level: dire")
            .replace("name: three\nv", "name: four\nv")
            .replace("000003", "000004"));
  }

  private void three(String text) throws IOException {
    Files.writeString(three, text);
  }

  private Path lock() {
    return directory.resolve("version.lock");
  }
}
