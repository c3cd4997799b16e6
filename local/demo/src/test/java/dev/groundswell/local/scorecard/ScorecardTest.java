package dev.groundswell.local.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.simulator.Campaign;
import dev.groundswell.local.simulator.Campaign.Variant;
import dev.groundswell.local.simulator.Truth;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScorecardTest {

  private static final Truth TRUTH =
      new Truth(
          List.of(
              story("avro", "probing", Variant.COMPLETE, "p1", "p2"),
              story("cloudtrail", "probing", Variant.COMPLETE, "p3"),
              story("avro", "wallet", Variant.COMPLETE, "w1"),
              story("avro", "wallet", Variant.SPLIT, "n1")),
          42);

  /** The rule first holds at the second event. */
  private static final Truth ONE_OF_THREE =
      new Truth(List.of(story("avro", "probing", Variant.COMPLETE, "p1", "p2", "p3")), 42);

  @Test
  void aCampaignIsDetectedByAnAlertOfItsRuleOnItsEvents() {
    Scorecard scorecard =
        Scorecard.of(TRUTH, List.of(alert("1", "probing", "x", "p2"), alert("2", "wallet", "w1")));

    assertThat(scorecard.campaigns())
        .containsOnly(
            Map.entry("probing", new Scorecard.Caught(2, 1)),
            Map.entry("wallet", new Scorecard.Caught(1, 1)));
    assertThat(scorecard.alerts()).containsOnly(Map.entry("probing", 1L), Map.entry("wallet", 1L));
    assertThat(scorecard.falseAlerts()).isZero();
    assertThat(scorecard.benignActors()).isEqualTo(42);
    assertThat(scorecard.perfect()).isFalse();
  }

  @Test
  void countsCampaignsByTheFormatOfTheirEvents() {
    Scorecard scorecard = Scorecard.of(TRUTH, List.of(alert("1", "probing", "p1", "p2")));

    assertThat(scorecard.campaignsByFormat())
        .containsOnly(
            Map.entry(
                "probing",
                Map.of(
                    "avro", new Scorecard.Caught(1, 1), "cloudtrail", new Scorecard.Caught(1, 0))),
            Map.entry("wallet", Map.of("avro", new Scorecard.Caught(1, 0))));
  }

  @Test
  void everythingFoundAndNothingElseIsPerfect() {
    Scorecard scorecard =
        Scorecard.of(
            TRUTH,
            List.of(
                alert("1", "probing", "p1", "p2"),
                alert("2", "probing", "p3"),
                alert("3", "wallet", "w1")));

    assertThat(scorecard.perfect()).isTrue();
    assertThat(scorecard.vacuous()).isFalse();
  }

  @Test
  void anAlertBeforeItsRuleHoldsDetectsNothingAndIsFalse() {
    Scorecard scorecard = Scorecard.of(ONE_OF_THREE, List.of(alert("1", "probing", "p1")));

    assertThat(scorecard.campaigns()).containsEntry("probing", new Scorecard.Caught(1, 0));
    assertThat(scorecard.falseAlerts()).isEqualTo(1);
  }

  @Test
  void anAlertAfterItsRuleHeldIsNotFalseButDetectsNothing() {
    Scorecard scorecard = Scorecard.of(ONE_OF_THREE, List.of(alert("1", "probing", "p2", "p3")));

    assertThat(scorecard.campaigns()).containsEntry("probing", new Scorecard.Caught(1, 0));
    assertThat(scorecard.falseAlerts()).isZero();
  }

  @Test
  void aRuleThatFiresAgainOnItsCampaignIsRight() {
    Scorecard scorecard =
        Scorecard.of(
            ONE_OF_THREE, List.of(alert("1", "probing", "p1", "p2"), alert("2", "probing", "p3")));

    assertThat(scorecard.perfect()).isTrue();
  }

  @Test
  void aFalseAlertIsNotPerfect() {
    Scorecard scorecard =
        Scorecard.of(
            ONE_OF_THREE, List.of(alert("1", "probing", "p1", "p2"), alert("2", "wallet", "b1")));

    assertThat(scorecard.perfect()).isFalse();
  }

  @Test
  void whereNothingWasPlantedPerfectionSaysNothing() {
    assertThat(Scorecard.of(new Truth(List.of(), 42), List.of()).vacuous()).isTrue();
  }

  @Test
  void anotherRuleOnACampaignDetectsNothingAndIsFalse() {
    Scorecard scorecard = Scorecard.of(TRUTH, List.of(alert("1", "wallet", "p1")));

    assertThat(scorecard.campaigns().get("probing").detected()).isZero();
    assertThat(scorecard.falseAlerts()).isEqualTo(1);
  }

  @Test
  void anyRuleOnANearMissCountsAgainstItAndIsNotCountedTwice() {
    Scorecard scorecard = Scorecard.of(TRUTH, List.of(alert("1", "probing", "n1")));

    assertThat(scorecard.nearMisses()).isEqualTo(new Scorecard.NearMisses(1, 1));
    assertThat(scorecard.falseAlerts()).isZero();
    assertThat(scorecard.perfect()).isFalse();
  }

  @Test
  void anAlertOnBenignEventsIsFalse() {
    assertThat(Scorecard.of(TRUTH, List.of(alert("1", "probing", "b1"))).falseAlerts())
        .isEqualTo(1);
  }

  @Test
  void anAlertThatPagesNobodyIsToldAndJudgedByNothing() {
    Alert onBenignEvents = shadow("1", "travel", "b1");
    Alert onANearMiss = shadow("2", "travel", "n1");
    Alert onACampaign = shadow("3", "wallet", "w1");
    Scorecard scorecard =
        Scorecard.of(
            TRUTH, List.of(onBenignEvents, onANearMiss, onACampaign, alert("4", "probing", "p3")));

    assertThat(scorecard.shadow()).containsOnly(Map.entry("travel", 2L), Map.entry("wallet", 1L));
    assertThat(scorecard.alerts()).containsOnly(Map.entry("probing", 1L));
    assertThat(scorecard.campaigns()).containsEntry("wallet", new Scorecard.Caught(1, 0));
    assertThat(scorecard.nearMisses().alerted()).isZero();
    assertThat(scorecard.falseAlerts()).isZero();
    assertThat(scorecard.alertIdsSha256())
        .isEqualTo(Scorecard.of(TRUTH, List.of(alert("4", "probing", "p3"))).alertIdsSha256());
  }

  @Test
  void aCampaignThatPagedNobodyIsNotDetected() {
    Alert repeat = alert("1", "probing", "p3");
    repeat.setDisposition(Disposition.suppressed);
    Scorecard scorecard = Scorecard.of(TRUTH, List.of(repeat));

    assertThat(scorecard.campaigns()).containsEntry("probing", new Scorecard.Caught(2, 0));
    assertThat(scorecard.falseAlerts()).isZero();
  }

  @Test
  void aRuleThatFiresAlongsideIsNeitherFalseNorWhatTheStoryIsAbout() {
    Scorecard scorecard =
        Scorecard.of(TRUTH, List.of(alert("1", "alongside", "p3"), alert("2", "alongside", "n1")));

    assertThat(scorecard.campaigns()).containsEntry("probing", new Scorecard.Caught(2, 0));
    assertThat(scorecard.nearMisses()).isEqualTo(new Scorecard.NearMisses(1, 0));
    assertThat(scorecard.falseAlerts()).isZero();
  }

  @Test
  void anAlertThatArrivesTwiceCountsOnce() {
    Scorecard scorecard =
        Scorecard.of(TRUTH, List.of(alert("1", "probing", "b1"), alert("1", "probing", "b1")));

    assertThat(scorecard.alerts()).containsEntry("probing", 1L);
    assertThat(scorecard.falseAlerts()).isEqualTo(1);
  }

  @Test
  void theDigestCoversTheSortedDistinctIdsOnePerLine() {
    Scorecard scorecard =
        Scorecard.of(
            TRUTH,
            List.of(
                alert("b", "probing", "p1"),
                alert("a", "wallet", "w1"),
                alert("b", "probing", "p1")));

    // printf 'a\nb\n' | sha256sum
    assertThat(scorecard.alertIdsSha256())
        .isEqualTo("911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2");
  }

  private static Campaign story(String format, String rule, Variant variant, String... events) {
    return new Campaign(
        events[0],
        rule,
        List.of("alongside"),
        variant == Variant.COMPLETE ? Campaign.Kind.ABUSE : Campaign.Kind.NEAR_MISS,
        variant,
        format,
        List.of(events),
        0,
        1,
        variant == Variant.COMPLETE ? events[Math.min(1, events.length - 1)] : null);
  }

  private static Alert shadow(String id, String rule, String... events) {
    Alert alert = alert(id, rule, events);
    alert.setDisposition(Disposition.shadow);
    return alert;
  }

  private static Alert alert(String id, String rule, String... events) {
    StepEvidence evidence = new StepEvidence();
    evidence.setEvents(Stream.of(events).map(ScorecardTest::summary).toList());
    Detection detection = new Detection();
    detection.setRuleName(rule);
    detection.setEvidence(List.of(evidence));
    Alert alert = new Alert();
    alert.setAlertId(id);
    alert.setDisposition(Disposition.notified);
    alert.setDetection(detection);
    return alert;
  }

  private static EventSummary summary(String eventId) {
    EventSummary summary = new EventSummary();
    summary.setEventId(eventId);
    return summary;
  }
}
