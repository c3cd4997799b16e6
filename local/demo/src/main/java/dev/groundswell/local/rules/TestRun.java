package dev.groundswell.local.rules;

import dev.groundswell.cep.correlate.CorrelateStage;
import dev.groundswell.cep.live.LiveRules;
import dev.groundswell.cep.match.StepMatcher;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.cep.rules.RuleTest;
import dev.groundswell.cep.rules.TestEvents;
import dev.groundswell.local.flink.BoundedJob;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * All embedded tests of some rules in one run of the operator that production runs. Each test has
 * its groups to itself: they carry the test's number, which detections bring back.
 */
final class TestRun {

  /**
   * What a test came to.
   *
   * @param rule whose test it is
   * @param test the test
   * @param detections how many of the rule it caused
   */
  record Outcome(Rule rule, RuleTest test, long detections) {

    boolean passed() {
      return detections == test.expect();
    }
  }

  /** No field of an event has this name. */
  private static final String NUMBER = "groundswell.test";

  /** Odd, and so another one for every number: keys that differed before differ after. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Numbered(Rule rule, RuleTest test) {}

  private final RulePack pack;
  private final List<Numbered> tests;

  private TestRun(RulePack pack) {
    this.pack = pack;
    this.tests =
        pack.rules().stream()
            .flatMap(rule -> rule.tests().stream().map(test -> new Numbered(rule, test)))
            .toList();
  }

  /** Runs all tests, in the order of rules and tests. */
  static List<Outcome> of(RulePack pack) {
    TestRun run = new TestRun(pack);
    return run.outcomes(run.detections());
  }

  private List<Detection> detections() {
    List<StepMatch> matches = new ArrayList<>();
    for (int number = 0; number < tests.size(); number++) {
      matches.addAll(matches(number));
    }
    if (matches.isEmpty()) {
      return List.of();
    }
    BoundedJob job = new BoundedJob();
    DataStream<Detection> detections =
        CorrelateStage.attach(
            job.environment().fromData(matches, new AvroTypeInfo<>(StepMatch.class)),
            pack,
            LiveRules.unchanged(job.environment()),
            new TestLedger());
    return job.run("rule-tests", detections, accumulators -> {}).results();
  }

  /** No other rule looks at the events: what they cause there is no matter of this test. */
  private List<StepMatch> matches(int number) {
    Numbered numbered = tests.get(number);
    StepMatcher matcher = new StepMatcher(new RulePack(List.of(numbered.rule())));
    List<StepMatch> matches = new ArrayList<>();
    for (TelemetryEvent event : TestEvents.of(numbered.rule(), numbered.test(), START)) {
      for (StepMatch match : matcher.match(event).matches()) {
        matches.add(apart(match, number));
      }
    }
    return matches;
  }

  private static StepMatch apart(StepMatch match, int number) {
    List<GroupField> group = new ArrayList<>(match.getGroup());
    group.add(new GroupField(NUMBER, Integer.toString(number)));
    return StepMatch.newBuilder(match)
        .setKeyHigh(match.getKeyHigh() + number * SPREAD)
        .setGroup(group)
        .build();
  }

  private List<Outcome> outcomes(List<Detection> detections) {
    long[] counts = new long[tests.size()];
    detections.forEach(detection -> counts[number(detection)]++);
    List<Outcome> outcomes = new ArrayList<>();
    for (int number = 0; number < counts.length; number++) {
      Numbered numbered = tests.get(number);
      outcomes.add(new Outcome(numbered.rule(), numbered.test(), counts[number]));
    }
    return outcomes;
  }

  private static int number(Detection detection) {
    return detection.getGroup().stream()
        .filter(field -> field.getName().equals(NUMBER))
        .mapToInt(field -> Integer.parseInt(field.getValue()))
        .findFirst()
        .orElseThrow();
  }
}
