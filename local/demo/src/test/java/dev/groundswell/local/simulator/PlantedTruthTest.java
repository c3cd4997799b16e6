package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.scorecard.Scorecard;
import dev.groundswell.schemas.Alert;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules, applied naively to what is sent, say exactly what the truth says. */
class PlantedTruthTest {

  private static final Set<String> SEEN_BY_AZURE =
      Set.of("guardrail_probing", "denial_of_wallet_duplicates", "llmjacking", "key_sharing");
  private static final Set<String> SEEN_IN_TRACES =
      Set.of("guardrail_probing", "denial_of_wallet_duplicates");

  @ParameterizedTest(name = "seeds {0} to {1}: {2}/s for {3} s at x{4}")
  @CsvSource({
    "1, 20, 200, 60, 1",
    "21, 40, 200, 60, 60",
    "41, 60, 300, 30, 1",
    "61, 66, 200, 60, 600",
    "7, 9, 1000, 90, 1",
    "7, 9, 1000, 90, 60",
    "7, 7, 10000, 60, 1"
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
          .hasSize(7)
          .allSatisfy(
              (rule, caught) -> {
                assertThat(caught.planted()).as(rule).isEqualTo(20);
                assertThat(caught.detected()).as(rule).isEqualTo(20);
              });
      assertThat(scorecard.campaignsByFormat())
          .as("seed %d", seed)
          .allSatisfy(
              (rule, formats) -> {
                assertThat(formats).as(rule).containsKey("avro");
                assertThat(String.join("+", formats.keySet()))
                    .as(rule)
                    .containsAnyOf("bedrock", "cloudtrail");
                if (SEEN_BY_AZURE.contains(rule)) {
                  assertThat(formats).as(rule).containsKey("azure-openai");
                }
                if (SEEN_IN_TRACES.contains(rule)) {
                  assertThat(formats).as(rule).containsKeys("otlp-proto", "otlp-json");
                }
              });
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

    assertThat(truth.campaigns())
        .hasSize(340)
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
        .anySatisfy(line -> assertThat(line).contains("none: needs 27 s of event time"));
  }

  @Test
  void aSparseRunPlantsFewerStories() throws IOException {
    SimulationConfig config = SimulatedRun.config(1, 20, 60, 60);

    assertThat(SimulatedRun.truth(config, record -> {}).campaigns())
        .filteredOn(campaign -> campaign.kind() == Campaign.Kind.ABUSE)
        .hasSize(21);
  }

  @Test
  void storiesOutsideTheWindowAppearWhenTheRunIsLongEnough() throws IOException {
    Truth truth = SimulatedRun.truth(SimulatedRun.config(1, 200, 60, 60), record -> {});

    assertThat(truth.campaigns())
        .filteredOn(campaign -> campaign.variant() == Campaign.Variant.OUTSIDE_WINDOW)
        .hasSize(60);
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
