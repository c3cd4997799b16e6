package dev.groundswell.local.simulator;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.scorecard.Scorecard;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.RuleStatus;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules, applied naively to what is sent, say exactly what the truth says. */
class PlantedTruthTest {

  private static final String OF_CALLS =
      "avro azure-openai bedrock-invocation otlp-json otlp-proto";

  /** Formats in which each rule's campaigns are sent: all that carry what it looks at. */
  private static final Map<String, String> FORMATS =
      Map.ofEntries(
          Map.entry("account_takeover_abuse", "avro bedrock-invocation cloudtrail"),
          Map.entry("key_sharing", "avro azure-openai cloudtrail"),
          Map.entry("llmjacking", "avro bedrock-invocation cloudtrail"),
          Map.entry("safety_control_disabled", "avro bedrock-invocation cloudtrail"),
          Map.entry("denied_tool_persistence", "avro"),
          Map.entry("injection_tool_exfiltration", "avro otlp-json otlp-proto"),
          Map.entry("child_sexual_exploitation", "avro"),
          Map.entry("intimate_image_attempts", "avro bedrock-invocation"),
          Map.entry("denial_of_wallet_duplicates", OF_CALLS),
          Map.entry("resource_intensive_queries", OF_CALLS),
          Map.entry("guardrail_probing", OF_CALLS),
          Map.entry("near_duplicate_probing", "avro azure-openai bedrock-invocation"),
          Map.entry("obfuscation_after_block", OF_CALLS),
          Map.entry(RuleOracle.ENTITY_RISK, "avro bedrock-invocation cloudtrail"));

  @Test
  void everyRuleThatPagesHasAScenarioAndNoOther() {
    Stream<String> stable =
        RulePack.bundled().rules().stream()
            .filter(rule -> rule.status() == RuleStatus.stable)
            .map(Rule::name);

    assertThat(CampaignPlanner.SCENARIOS)
        .extracting(Scenario::rule)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(stable, Stream.of(RuleOracle.ENTITY_RISK)).toList());
  }

  @ParameterizedTest(name = "seeds {0} to {1}: {2}/s for {3} s at x{4}")
  @CsvSource({
    "1, 4, 200, 60, 1",
    "21, 26, 200, 60, 90",
    "41, 44, 400, 30, 1",
    "61, 61, 200, 60, 600",
    "7, 7, 1000, 90, 60",
    "7, 7, 3000, 30, 1"
  })
  void everyCampaignIsFoundAndNothingElse(
      long firstSeed, long lastSeed, int rate, int seconds, int timeScale) throws IOException {
    for (long seed = firstSeed; seed <= lastSeed; seed++) {
      SimulationConfig config = SimulatedRun.config(seed, rate, seconds, timeScale);
      RuleOracle oracle = new RuleOracle(config);
      Truth truth = SimulatedRun.truth(config, record -> oracle.read(record));
      List<Alert> alerts = oracle.alerts();
      Scorecard scorecard = Scorecard.of(truth, alerts);

      assertThat(scorecard.campaigns())
          .as("seed %d", seed)
          .hasSize(CampaignPlanner.SCENARIOS.size())
          .allSatisfy(
              (rule, caught) -> {
                assertThat(caught.planted()).as(rule).isEqualTo(20);
                assertThat(caught.detected()).as(rule).isEqualTo(20);
              });
      assertThat(scorecard.campaignsByFormat())
          .as("seed %d", seed)
          .allSatisfy(
              (rule, campaigns) ->
                  assertThat(formats(campaigns.keySet())).as(rule).isEqualTo(FORMATS.get(rule)));
      assertThat(scorecard.nearMisses().planted()).as("seed %d", seed).isGreaterThanOrEqualTo(100);
      assertThat(scorecard.nearMisses().alerted()).as("seed %d", seed).isZero();
      assertThat(scorecard.falseAlerts()).as("seed %d", seed).isZero();
      assertThat(completing(alerts)).containsAll(completing(truth));
    }
  }

  @Test
  void eachEventOfAStoryHasItsPlaceAndOneIsTheLast() throws IOException {
    Map<Campaign, Set<Integer>> places = new HashMap<>();
    Map<Campaign, Integer> last = new HashMap<>();
    Truth truth =
        SimulatedRun.truth(
            SimulatedRun.config(1, 200, 60, 60),
            record -> {
              if (record.treatment().counts()
                  && record.origin() instanceof SimulatedRecord.Planted planted) {
                places
                    .computeIfAbsent(planted.campaign(), story -> new HashSet<>())
                    .add(planted.place());
                last.merge(planted.campaign(), planted.last() ? 1 : 0, Integer::sum);
              }
            });

    assertThat(places.values().stream().mapToInt(Set::size).sum())
        .as("less than half of the records that it takes for all stories")
        .isLessThan(6_000);
    assertThat(truth.campaigns())
        .hasSize(650)
        .allSatisfy(
            story -> {
              assertThat(last).containsEntry(story, 1);
              assertThat(places.get(story)).hasSize(story.eventIds().size());
            });
  }

  @Test
  void storiesAreOverSecondsBeforeTheRunIs() throws IOException {
    long end = SimulatedRun.START.plusSeconds(60).toEpochMilli();
    Truth truth = SimulatedRun.truth(SimulatedRun.config(1, 200, 60, 1), record -> {});

    assertThat(truth.campaigns()).allMatch(story -> story.lastEventTime() <= end - 5_000);
  }

  @Test
  void aShortRunPlantsNothingAndSaysWhy() throws IOException {
    SimulationConfig config = SimulatedRun.config(1, 1000, 10, 1);

    assertThat(SimulatedRun.truth(config, record -> {}).campaigns()).isEmpty();
    assertThat(new TrafficSimulator(config).plan())
        .anySatisfy(line -> assertThat(line).contains("no complete (needs 27 s of event time"));
  }

  @Test
  void aSparseRunPlantsFewerStories() throws IOException {
    SimulationConfig config = SimulatedRun.config(1, 20, 60, 60);

    assertThat(SimulatedRun.truth(config, record -> {}).campaigns())
        .filteredOn(campaign -> campaign.kind() == Campaign.Kind.ABUSE)
        .hasSize(28);
  }

  @Test
  void storiesOutsideTheWindowAppearWhenTheRunIsLongEnough() throws IOException {
    Truth truth = SimulatedRun.truth(SimulatedRun.config(1, 200, 60, 60), record -> {});

    assertThat(truth.campaigns())
        .filteredOn(campaign -> campaign.variant() == Campaign.Variant.OUTSIDE_WINDOW)
        .hasSize(100);
  }

  /** The formats, of which some stories need two. */
  private static String formats(Set<String> ofStories) {
    return ofStories.stream()
        .flatMap(formats -> Stream.of(formats.split("\\+")))
        .distinct()
        .sorted()
        .collect(joining(" "));
  }

  private static List<String> completing(List<Alert> alerts) {
    return alerts.stream().map(PlantedTruthTest::lastEvidence).toList();
  }

  private static List<String> completing(Truth truth) {
    return truth.campaigns().stream()
        .filter(campaign -> campaign.kind() == Campaign.Kind.ABUSE)
        .map(Campaign::completingEventId)
        .toList();
  }

  private static String lastEvidence(Alert alert) {
    var events = alert.getDetection().getEvidence().get(0).getEvents();
    return events.get(events.size() - 1).getEventId();
  }
}
