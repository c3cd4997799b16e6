package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.FrequentItem;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.RuleCount;
import dev.groundswell.schemas.RuleStatus;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeltaBufferTest {

  private static final long MINUTE = 60_000;

  private final DeltaBuffer buffer = new DeltaBuffer();

  @Test
  void addsEventsUpByTechniqueWithinATargetsMinute() {
    add(abusive("alice", 0, true));
    add(abusive("alice", 59_999, false));
    add(abusive("bob", 30_000, true));
    TrendDelta product = flushed(TargetKind.product);
    assertThat(product.getTarget()).isEqualTo("chat");
    assertThat(product.getExposure()).isEqualTo(3);
    TechniqueDelta technique = product.getTechniques().get(0);
    assertThat(technique.getTechnique()).isEqualTo("AML.T0054");
    assertThat(technique.getEvents()).isEqualTo(3);
    assertThat(technique.getBlocked()).isEqualTo(2);
    assertThat(technique.getSucceeded()).isEqualTo(1);
    assertThat(technique.getDetections()).isZero();
    assertThat(ActorSketch.of(technique.getActors()).estimate()).isCloseTo(2, within(0.01));
  }

  @Test
  void benignEventsAreExposureOnly() {
    add(event("alice", 0).build());
    TrendDelta product = flushed(TargetKind.product);
    assertThat(product.getExposure()).isEqualTo(1);
    assertThat(product.getTechniques()).isEmpty();
  }

  @Test
  void whatIsSaidOfACallLaterIsNoRequest() {
    TelemetryEvent verdict = abusive("alice", 0, false);
    verdict.setCallId("c1");
    add(event("alice", 0).build());
    add(verdict);
    TrendDelta product = flushed(TargetKind.product);
    assertThat(product.getExposure()).isEqualTo(1);
    assertThat(product.getTechniques()).extracting(TechniqueDelta::getEvents).containsExactly(1L);
  }

  @Test
  void verdictsAboutCallsReviewTheFiltersOfTheseCalls() {
    add(review("alice", "c1", true));
    add(review("bob", "c2", false));
    add(review("carol", "c3", null));
    add(abusive("dave", 0, true));
    TechniqueDelta technique = flushed(TargetKind.product).getTechniques().get(0);
    assertThat(technique.getReviewed()).isEqualTo(2);
    assertThat(technique.getReviewedBlocked()).isEqualTo(1);
    Reviewed reviewed = Reviewed.of(technique.getReviewedActors());
    assertThat(reviewed.count()).isEqualTo(2);
    assertThat(reviewed.passed().count()).isEqualTo(1);
  }

  @Test
  void whatAFilterTellsOfItsOwnBlockingIsNoReview() {
    TelemetryEvent verdict = review("alice", "c1", true);
    verdict.setSafetyBlocked(true);
    add(verdict);
    TechniqueDelta technique = flushed(TargetKind.product).getTechniques().get(0);
    assertThat(technique.getReviewed()).isZero();
    assertThat(technique.getReviewedActors()).isEmpty();
  }

  @Test
  void aVerdictWithoutATechniqueAddsNothing() {
    add(event("alice", 0).setCallId("c1").build());
    assertThat(buffer.size()).isZero();
  }

  @Test
  void pairsAreTargetsOfTheirOwn() {
    add(abusive("alice", 0, true));
    assertThat(flushed(TargetKind.product_model).getTarget()).isEqualTo("chat|large-2");
  }

  @Test
  void harmsHaveNoExposure() {
    add(abusive("alice", 0, true));
    TrendDelta harm = flushed(TargetKind.harm);
    assertThat(harm.getTarget()).isEqualTo("hate");
    assertThat(harm.getExposure()).isZero();
  }

  @Test
  void tenantsAndWhomVerdictsAreAboutAreTargetsWithoutExposure() {
    TelemetryEvent event = abusive("alice", 0, true);
    event.setOrganizationId("acme");
    event.setVerdicts(
        List.of(about("carol", VerdictValue.deny), about("dave", VerdictValue.allow)));
    add(event);
    List<TrendDelta> deltas = flushUntil(Long.MAX_VALUE);
    assertThat(deltas)
        .filteredOn(delta -> !Targets.isShown(delta.getTargetKind()))
        .extracting(TrendDelta::getTargetKind, TrendDelta::getTarget, TrendDelta::getExposure)
        .containsExactlyInAnyOrder(
            tuple(TargetKind.tenant, "acme", 0L), tuple(TargetKind.subject, "carol", 0L));
  }

  @Test
  void aTenantsBenignEventIsNothingToIt() {
    add(event("alice", 0).setOrganizationId("acme").build());
    assertThat(flushUntil(Long.MAX_VALUE))
        .extracting(TrendDelta::getTargetKind)
        .isNotEmpty()
        .doesNotContain(TargetKind.tenant);
  }

  private static Verdict about(String subject, VerdictValue value) {
    return Verdict.newBuilder().setDetector("judge").setSubject(subject).setVerdict(value).build();
  }

  @Test
  void onlyMinutesThatEndedAreFlushed() {
    add(event("alice", 0).build());
    add(event("alice", MINUTE).build());
    assertThat(flushUntil(MINUTE - 2)).isEmpty();
    assertThat(flushUntil(MINUTE - 1)).extracting(TrendDelta::getPaneStart).containsOnly(0L);
    assertThat(flushUntil(Long.MAX_VALUE))
        .extracting(TrendDelta::getPaneStart)
        .containsOnly(MINUTE);
    assertThat(buffer.size()).isZero();
  }

  @Test
  void aDetectionCountsAtTheTargetsOfItsLastEventAndNeverAsAnEvent() {
    buffer.add(Contribution.of(Detections.of("alice", List.of("AML.T0012"), 5_000)));
    TrendDelta product = flushed(TargetKind.product);
    assertThat(product.getExposure()).isZero();
    TechniqueDelta technique = product.getTechniques().get(0);
    assertThat(technique.getTechnique()).isEqualTo("AML.T0012");
    assertThat(technique.getEvents()).isZero();
    assertThat(technique.getDetections()).isEqualTo(1);
    assertThat(ActorSketch.of(technique.getActors()).estimate()).isCloseTo(1, within(0.01));
  }

  @Test
  void detectionsAreCountedByRuleAndThoseThatDoNotPageApart() {
    Detection paging = Detections.of("alice", List.of("AML.T0012"), 5_000);
    Detection shadow = Detections.of("alice", List.of("AML.T0012"), 6_000);
    shadow.setRuleStatus(RuleStatus.test);
    buffer.add(Contribution.of(paging));
    buffer.add(Contribution.of(shadow));
    assertThat(flushed(TargetKind.product).getTechniques().get(0).getRules())
        .containsExactly(new RuleCount("rule", 2L, 1L));
  }

  @Test
  void eventsAreCountedByClusterAndActor() {
    for (long hash : new long[] {0x1a2b_0000_0000_0001L, 0x1a2b_0000_0000_0002L, 0L}) {
      TelemetryEvent event = abusive("alice", 0, true);
      event.setContentInputSimhash(hash);
      add(event);
    }
    TechniqueDelta technique = flushed(TargetKind.product).getTechniques().get(0);
    assertThat(Frequency.of(technique.getClusters()).top())
        .containsExactly(new FrequentItem("1a2b", 2L, 2L));
    assertThat(Frequency.of(technique.getFrequentActors()).top())
        .containsExactly(new FrequentItem("alice", 3L, 3L));
  }

  @Test
  void whatNobodyIsKnownToHaveSentIsOfNoCluster() {
    TelemetryEvent event = abusive(null, 0, true);
    event.setContentInputSimhash(1L);
    add(event);
    TechniqueDelta technique = flushed(TargetKind.product).getTechniques().get(0);
    assertThat(technique.getEvents()).isEqualTo(1);
    assertThat(technique.getClusters()).isNull();
  }

  @Test
  void aGroupIsAnActorOnlyIfItIsSomebody() {
    Detection ofTool = Detections.of(null, List.of("AML.T0012"), 5_000);
    ofTool.setGroup(
        List.of(new GroupField("gen_ai.tool.name", "shell"), new GroupField("session.id", "s1")));
    buffer.add(Contribution.of(ofTool));
    assertThat(
            Frequency.of(flushed(TargetKind.product).getTechniques().get(0).getFrequentActors())
                .top())
        .isEmpty();
    ofTool.setLast(5_001);
    buffer.add(Contribution.of(ofTool));
    buffer.add(Contribution.of(ofTool));
    assertThat(
            Frequency.of(flushed(TargetKind.product).getTechniques().get(0).getFrequentActors())
                .top())
        .extracting(FrequentItem::getValue)
        .containsExactly("s1");
  }

  @Test
  void withoutInputsAndDetectionsThereIsNothingOfThem() {
    add(abusive("alice", 0, true));
    TechniqueDelta technique = flushed(TargetKind.product).getTechniques().get(0);
    assertThat(technique.getClusters()).isNull();
    assertThat(technique.getRules()).isEmpty();
  }

  private static TelemetryEvent review(String actor, String call, Boolean callBlocked) {
    TelemetryEvent verdict = abusive(actor, 0, false);
    verdict.setCallId(call);
    verdict.setCallBlocked(callBlocked);
    return verdict;
  }

  private void add(TelemetryEvent event) {
    buffer.add(Contribution.of(event));
  }

  private TrendDelta flushed(TargetKind kind) {
    return flushUntil(Long.MAX_VALUE).stream()
        .filter(delta -> delta.getTargetKind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private List<TrendDelta> flushUntil(long time) {
    List<TrendDelta> out = new ArrayList<>();
    buffer.flushUntil(time, out::add);
    return out;
  }

  private static TelemetryEvent abusive(String user, long time, boolean blocked) {
    return event(user, time)
        .setSafetyBlocked(blocked)
        .setSafetyTechniques(List.of("AML.T0054"))
        .setSafetyHarms(List.of("hate"))
        .build();
  }

  private static TelemetryEvent.Builder event(String user, long time) {
    return TelemetryEvent.newBuilder()
        .setEventId(user + time)
        .setEventTime(time)
        .setEventOutcome(EventOutcome.success)
        .setUserId(user)
        .setServiceName("chat")
        .setGenAiRequestModel("large-2");
  }
}
