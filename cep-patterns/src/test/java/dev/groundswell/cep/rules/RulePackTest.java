package dev.groundswell.cep.rules;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.groundswell.cep.rules.Measure.Kind;
import dev.groundswell.cep.rules.Step.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulePackTest {

  @Test
  void loadsTheBundledRules() {
    assertThat(RulePack.bundled().rules())
        .extracting(Rule::name)
        .containsExactly(
            "account_takeover_abuse",
            "impossible_travel",
            "key_sharing",
            "llmjacking",
            "denied_tool_persistence",
            "injection_tool_exfiltration",
            "child_sexual_exploitation",
            "intimate_image_attempts",
            "denial_of_wallet_duplicates",
            "resource_intensive_queries",
            "encoded_after_block",
            "guardrail_probing",
            "language_switching",
            "near_duplicate_probing",
            "obfuscation_after_block",
            "safety_control_disabled");
  }

  @Test
  void loadsEveryFileUnderADirectory(@TempDir Path directory) throws IOException {
    Files.createDirectory(directory.resolve("deep"));
    Files.writeString(directory.resolve("deep/three.yml"), RuleTexts.COUNT);
    Files.writeString(directory.resolve("notes.txt"), "no rule");
    Files.createDirectory(directory.resolve("old.yml"));
    assertThat(RulePack.load(directory).rules()).extracting(Rule::name).containsExactly("three");
  }

  @Test
  void knowsWhichFieldsARuleReads() {
    String text =
        RuleTexts.COUNT.replace(
            "condition: selection",
            """
              other:
                content.input.language: en
              third:
                cost.usd|gt: 1
              condition: selection and not (other or third)
            """
                .strip());
    Rule rule = RulePack.parse("three.yml", text).rules().get(0);
    assertThat(List.of("user.id", "event.outcome", "content.input.language", "cost.usd"))
        .allMatch(rule::reads);
    assertThat(rule.reads("content.input.script")).isFalse();
  }

  @Test
  void aComparisonOfTwoFieldsReadsBoth() {
    String text =
        RuleTexts.COUNT.replace(
            "event.outcome: blocked", "content.input.language|fieldref|neq: content.input.script");
    Rule rule = RulePack.parse("three.yml", text).rules().get(0);
    assertThat(List.of("content.input.language", "content.input.script")).allMatch(rule::reads);
  }

  @Test
  void aCountOfValuesReadsTheirField() {
    String text =
        RuleTexts.COUNT
            .replace("event_count", "value_count")
            .replace("{gte: 3}", "{gte: 3, field: [content.input.language]}");
    Rule rule = RulePack.parse("three.yml", text).rules().get(0);
    assertThat(rule.reads("content.input.language")).isTrue();
    assertThat(rule.correlations())
        .singleElement()
        .isInstanceOfSatisfying(
            Count.class,
            count ->
                assertThat(count.measure())
                    .isEqualTo(new Measure(Kind.VALUES, List.of("content.input.language"))));
  }

  @Test
  void aSignThatStandsForWhatCannotBeReadIsASignLikeOthers(@TempDir Path directory)
      throws IOException {
    Files.writeString(
        directory.resolve("three.yml"), RuleTexts.COUNT.replace("title: Three", "title: \uFFFD"));
    assertThat(RulePack.load(directory).rules()).extracting(Rule::title).containsExactly("\uFFFD");
  }

  @Test
  void aFileThatIsNotUtf8IsNamedWithItsLineAndTheProblemsOfOthers(@TempDir Path directory)
      throws IOException {
    Path cut = directory.resolve("cut.yml");
    Files.write(cut, new byte[] {'#', '\n', '\n', '#', (byte) 0xE2, (byte) 0x82});
    Path four =
        Files.writeString(
            directory.resolve("four.yml"), RuleTexts.COUNT.replace("{gte: 3}", "{gte: many}"));
    assertThatExceptionOfType(RuleException.class)
        .isThrownBy(() -> RulePack.load(directory))
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .hasSize(2)
                    .anyMatch((cut + ":3: file: is not UTF-8; save it as that")::equals)
                    .anyMatch(problem -> problem.startsWith(four + ":9: correlation.condition")));
  }

  @Test
  void tellsWhichFileHoldsAnIdAlready(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("three.yml"), RuleTexts.COUNT);
    Files.writeString(
        directory.resolve("four.yml"), RuleTexts.COUNT.replace("name: three", "name: four"));
    assertThatExceptionOfType(RuleException.class)
        .isThrownBy(() -> RulePack.load(directory))
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .singleElement()
                    .asString()
                    .contains("three.yml:2: id: `00000000-0000-4000-8000-000000000003` belongs to")
                    .contains("four.yml"));
  }

  @Test
  void aUuidIsTheSameInUpperCase() {
    String id = "00000000-0000-4000-8000-000000000003";
    String base = "0a0b0c0d-0000-4000-8000-000000000004";
    String text =
        RuleTexts.COUNT
            .replace(id, id.replace('8', 'A'))
            .replace("rules: [blocked]", "rules: [%s]".formatted(base))
            .replace("name: blocked", "id: " + base.toUpperCase(Locale.ROOT));

    assertThat(RulePack.parse("three.yml", text).rules())
        .extracting(Rule::id)
        .containsExactly(id.replace('8', 'a'));
  }

  @Test
  void reportsEveryProblemOfAFileWithItsLine() {
    String text =
        RuleTexts.COUNT
            .replace("event_count", "value_median")
            .replace("10m", "10 minutes")
            .replace("event.outcome: blocked", "event.outcom: blocked");
    assertThat(problems(text))
        .containsExactly(
            "three.yml:5: correlation.type: `value_median` is no correlation; use event_count,"
                + " value_count, value_sum, value_avg, temporal or temporal_ordered",
            "three.yml:8: correlation.timespan: must be a number of at most eight digits and one of"
                + " s, m, h, d",
            "three.yml:15: event.outcom: no such field; see the field table in schemas/README.md");
  }

  @Test
  void samplesMayHaveHyphensInTheirNames() {
    String text =
        RuleTexts.COUNT.replace(
            "title: Three",
            """
            title: Three
            events: {was-blocked: {event.outcome: blocked, user.id: u1}}
            tests: [{name: t, given: "was-blocked@0:00,0:01 was-blocked@0:02", expect: 1}]"""
                .strip());

    assertThat(RulePack.parse("three.yml", text).rules().get(0).tests().get(0).given())
        .hasSize(3)
        .allSatisfy(given -> assertThat(given.sample()).isEqualTo("was-blocked"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "condition: {gte: 3} ; condition: {gte: 3, field: user.id} ; 9: correlation.condition: must be one of",
        "group-by: [user.id] ; group-by: [user.name] ; 7: correlation.group-by: no field `user.name`",
        "rules: [blocked] ; rules: [blokced] ; no rule `blokced`; this file has [three, blocked]",
        "rules: [blocked] ; rules: [three] ; refers to itself: [three]",
        "type: event_count ; type: value_percentile ; 5: correlation.type: `value_percentile` is not supported: Sigma does not say",
        "timespan: 10m ; timespan: 10m\\n  aliases: {who: {other: user.id}} ; 9: correlation.aliases.who: says nothing of `blocked`; name its field",
        "timespan: 10m ; timespan: 10m\\n  aliases: {user.id: {blocked: user.id}} ; 9: correlation.aliases.user.id: is the name of a field",
        "timespan: 10m ; timespan: 10m\\n  aliases: {who: {blocked: user.name}} ; 9: correlation.aliases.who: no field `user.name`",
        "timespan: 10m ; timespan: 10m\\n  x-absent: {rule: blocked, before: blocked} ; 9: correlation.x-absent: needs an order; use it with temporal_ordered",
        "condition: {gte: 3} ; condition: {gte: 3, lt: 9, lte: 8} ; 9: correlation.condition: must be one of",
        "title: Three ; title: Three\\ntags: [atlas.aml.t9999] ; 2: tags: ATLAS has no technique AML.T9999",
        "title: Three ; title: Three\\ntitle: Four ; 2: title: stands twice",
        "group-by: [user.id] ; group-by: [safety.harms] ; 7: correlation.group-by: `safety.harms`"
            + " has several values in one event",
        "title: Blocked ; title: Blocked\\n"
            + "id: 00000000-0000-4000-8000-000000000003 ; 12: id:"
            + " `00000000-0000-4000-8000-000000000003` stands twice",
        "title: Three ; title: Three\\n"
            + "events: {x: {cost.usd: NaN}} ; 2: events.x: cost.usd needs a number, not `NaN`",
        "title: Three ; title: Three\\nlevel: grave ; 2: level: must be one of",
        "title: Three ; title: Three\\nversion: 0 ; 2: version: must be a whole number",
        "event.outcome: blocked ; event.outcome: stopped ; 15: event.outcome: no such value; there are",
        "event.outcome: blocked ; event.outcome|gte: 5 ; 15: event.outcome|gte: `gte` needs a numeric field",
        "event.outcome: blocked ; safety.blocked: maybe ; 15: safety.blocked: needs true or false",
        "condition: selection ; condition: selection or other ; 16: detection.condition: no selection `other`",
        "condition: selection ; condition: (selection ; 16: detection.condition: a parenthesis is not closed",
        "condition: selection ; condition: selection) ; 16: detection.condition: cannot read `)`",
        "title: Blocked ; title: Blocked\\nlogsource: {product: windows} ; 12: logsource: must be",
        "title: Blocked ; title: Blocked\\nlogsource: {category: proxy, product: groundswell} ; 12: logsource: must be",
        "title: Blocked ; title: Blocked\\nlogsource: {definition: bodies are logged} ; 12: logsource: must be",
        "title: Blocked ; title: Blocked\\nscope: [server] ; 12: scope: is not supported; say it by a field",
        "title: Blocked ; title: Blocked\\ntaxonomy: ecs ; 12: taxonomy: names fields that are not ours",
        "title: Blocked ; title: Blocked\\naction: global ; 12: action: is of an older Sigma; write each rule out",
        "title: Three ; title: Three\\nstatus: unsupported ; 2: status: says that the rule cannot be used",
        "timespan: 10m ; timespan: 10m\\n  generate: true ; 9: correlation.generate: stands beside `correlation`",
        "condition: {gte: 3} ; condition: {eq: 0} ; 9: correlation.condition: never holds: it is judged where there is one",
        "condition: {gte: 3} ; condition: {lt: 1} ; 9: correlation.condition: never holds",
        "condition: {gte: 3} ; condition: {gt: 3, lt: 4} ; 9: correlation.condition: never holds: no number of what is counted",
        "type: event_count ; type: temporal ; 9: correlation.condition: never holds",
        "event.outcome: blocked ; user.id|startswith: adm_ ; 15: user.id|startswith: ingest replaces what `user.id` holds by a pseudonym",
        "event.outcome: blocked ; organization.id: acme ; 15: organization.id: ingest replaces what `organization.id` holds",
        "event.outcome: blocked ; client.address|re: ^10 ; 15: client.address|re: ingest replaces what `client.address` holds",
        "title: Three ; title: !!java.net.URL [x] ; YAML: Global tag is not allowed",
        "title: Three ; title: Three\\nevents: {x: {event.outcome: nope}} ; 2: events.x: no value `nope`",
        "title: Three ; title: Three\\ntests: [{name: t, given: nope, expect: 1}] ; 2: tests.given: cannot read `nope`",
      })
  void refusesWhatItDoesNotUnderstand(String part, String replacement, String problem) {
    String text = RuleTexts.COUNT.replace(part.strip(), replacement.strip().replace("\\n", "\n"));
    assertThat(String.join("\n", problems(text))).contains(problem.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logsource: {product: groundswell}",
        "logsource: {service: telemetry, definition: bodies are logged}",
        "taxonomy: sigma",
      })
  void takesWhatSigmaLeavesToItsReader(String line) {
    assertThat(RulePack.parse("three.yml", RuleTexts.COUNT + line + "\n").rules()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{eq: 1}", "{gte: 3, lte: 3}", "{lt: 2}", "{neq: 1}", "{gt: 0.5, lt: 1.5}"})
  void takesEveryConditionThatANumberOfEventsCanSatisfy(String condition) {
    assertThat(RulePack.parse("three.yml", RuleTexts.COUNT.replace("{gte: 3}", condition)).rules())
        .hasSize(1);
  }

  @Test
  void takesAPseudonymThatIsWrittenWhole() {
    String one = "user.id: 00112233445566778899aabbccddeeff";
    assertThat(
            RulePack.parse("three.yml", RuleTexts.COUNT.replace("event.outcome: blocked", one))
                .rules())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{gte: 3} ; condition.field: is missing; name the field whose values are counted",
        "{field: client.asn} ; condition: must be one of gt, gte, lt, lte, eq, neq with a number, or two of them for a range",
        "{gte: 3, lt: 9, lte: 8, field: client.asn} ; condition: must be one of gt, gte,",
        "{gte: x, field: client.asn} ; condition: must be one of gt, gte,",
        "{gte: 3, field: client.as} ; condition.field: no field `client.as`; see schemas/README.md",
        "{gte: 3, field: safety.harms} ; condition.field: `safety.harms` has several values in one event; name a field",
        "{gte: 3, field: {}} ; condition.field: must be a text or a list of texts",
        "3 ; condition: must be one of gt, gte, lt, lte, eq, neq with a number, or two of them for a range",
      })
  void refusesCountsOfValuesThatItCannotCount(String condition, String problem) {
    String text =
        RuleTexts.COUNT
            .replace("event_count", "value_count")
            .replace("condition: {gte: 3}", "condition: " + condition.strip());
    assertThat(problems(text))
        .anySatisfy(
            found -> assertThat(found).startsWith("three.yml:9: correlation." + problem.strip()));
  }

  @Test
  void refusesNestedCountsOfAnotherGroupAndNamesBothRules() {
    String text =
        """
        title: Chain
        name: three
        correlation: {type: temporal_ordered, rules: [burst, a], group-by: user.id, timespan: 1m}
        ---
        name: burst
        correlation:
          {type: event_count, rules: [a], group-by: session.id, timespan: 1m, condition: {gte: 2}}
        ---
        name: a
        detection: {x: {event.outcome: failed}, condition: x}
        """;
    assertThat(problems(text))
        .singleElement()
        .asString()
        .contains(
            "`three` groups by [user.id] and its step `burst` by [session.id], which must hold these too");
  }

  @Test
  void refusesCycles() {
    String text =
        RuleTexts.COUNT
            + """
            ---
            name: a
            correlation: {type: temporal_ordered, rules: [b, blocked], group-by: user.id, timespan: 1m}
            ---
            name: b
            correlation: {type: temporal_ordered, rules: [a, blocked], group-by: user.id, timespan: 1m}
            """;
    assertThat(String.join("\n", problems(text.replace("rules: [blocked]", "rules: [a]"))))
        .contains("refers to itself: [three, a, b]");
  }

  @Test
  void refusesAStepThatGroupsByFieldsWhichAnAliasOfItsRootTellsApart() {
    String text =
        """
        title: Three
        correlation:
          type: temporal
          rules: [burst, a]
          group-by: [actor]
          timespan: 1m
          aliases: {actor: {a: user.id, b: api_key.id}}
        ---
        name: burst
        correlation:
          type: event_count
          rules: [a, b]
          group-by: [user.id, api_key.id]
          timespan: 1m
          condition: {gte: 2}
        ---
        name: a
        detection: {x: {event.outcome: failed}, condition: x}
        ---
        name: b
        detection: {x: {event.outcome: blocked}, condition: x}
        """;
    assertThat(problems(text))
        .singleElement()
        .asString()
        .contains("`burst` groups by fields that its root `three` has an alias for");
  }

  @Test
  void refusesReferencesThatUnfold() {
    assertThat(String.join("\n", problems(chain(15, 2))))
        .contains("correlation.rules: unfolds into more than 1000 steps");
  }

  @Test
  void refusesReferencesThatNestWithoutEnd() {
    assertThat(problems(chain(15, 1))).isEmpty();
    assertThat(String.join("\n", problems(chain(1500, 1)))).contains("stands deeper than 20");
  }

  @Test
  @Timeout(30)
  void loadsManyFiltersOfManyRulesInNoTime() {
    String names = IntStream.range(0, 100).mapToObj(i -> "n" + i).collect(joining(", "));
    String text =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    """
                    title: Rule
                    name: n%d
                    detection: {x: {event.outcome: failed}, condition: x}
                    ---
                    title: Filter
                    name: f%d
                    filter: {rules: [%s], x: {service.name: test}, condition: not x}
                    """
                        .formatted(i, i, names))
            .collect(joining("---\n"));
    assertThat(RulePack.parse("three.yml", text).rules()).hasSize(100);
  }

  @Test
  void refusesFilesThatUnfold() {
    String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
    assertThat(problems(bomb).get(0)).contains("aliases");
    assertThat(problems("a: " + "[".repeat(100)).get(0)).contains("Depth");
    assertThat(problems("#".repeat(300_000))).singleElement().asString().contains("is longer than");
  }

  @Test
  void refusesConditionsThatNestWithoutEnd() {
    String text =
        RuleTexts.COUNT.replace("condition: selection", "condition: " + "(".repeat(100_000));
    assertThat(String.join("\n", problems(text))).contains("is longer than 500 words");
  }

  @Test
  void refusesFieldsWithoutAValueOrName() {
    assertThat(problems(RuleTexts.COUNT.replace("outcome: blocked", "outcome|all: []")).get(0))
        .contains("event.outcome|all: needs a value");
    assertThat(problems(RuleTexts.COUNT.replace("event.outcome: blocked", "blocked|: x")).get(0))
        .contains("blocked|: no such field");
  }

  @Test
  void aForeignRuleNeedsNoneOfOurKeys() {
    Rule rule =
        RulePack.parse(
                "one.yml",
                """
                title: One
                logsource: {product: groundswell, service: telemetry}
                detection:
                  selection: {event.outcome: failed}
                  condition: selection
                """)
            .rules()
            .get(0);
    assertThat(rule.name()).isEqualTo("one");
    assertThat(rule.version()).isEqualTo(1);
    assertThat(rule.id()).hasSize(36);
    assertThat(rule.groupBy().names()).isEmpty();
  }

  /** Correlations, each of the next one, that many times; the last is of a base rule. */
  private static String chain(int length, int times) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(
          """
          title: Link
          name: n%d
          correlation:
            {type: event_count, rules: [%s], group-by: user.id, timespan: 1m, condition: {gte: 1}}
          ---
          """
              .formatted(i, String.join(", ", Collections.nCopies(times, "n" + (i + 1)))));
    }
    return text + "name: n" + length + "\ndetection: {x: {event.outcome: failed}, condition: x}\n";
  }

  private static List<String> problems(String text) {
    try {
      RulePack.parse("three.yml", text);
      return List.of();
    } catch (RuleException refused) {
      return refused.problems();
    }
  }
}
