package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.DriverKind;
import dev.groundswell.schemas.RuleCount;
import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.TechniqueDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TalliesTest {

  private final List<RuleCount> rules = new ArrayList<>();
  private final Frequency clusters = Frequency.none();
  private final Frequency actors = Frequency.none();
  private int strangers;

  @Test
  void namesTheRuleThatMadeMostDetections() {
    detections("one", 3);
    detections("two", 6);
    assertThat(drivers(10)).containsExactly(driver(DriverKind.rule, "two", 6.0 / 9));
  }

  @Test
  void aRuleThatSawFewOfTheActorsIsNoDriver() {
    detections("one", 3);
    assertThat(drivers(15)).hasSize(1);
    assertThat(drivers(16)).isEmpty();
  }

  @Test
  void oneDetectionIsNone() {
    detections("one", 1);
    assertThat(drivers(1)).isEmpty();
  }

  @Test
  void namesTheClusterThatManyActorsAreIn() {
    strangers("1a2b", 30);
    strangers("ffff", 5);
    ShiftDriver cluster = drivers(35).get(0);
    assertThat(cluster).isEqualTo(driver(DriverKind.cluster, "1a2b", 30.0 / 35));
  }

  @Test
  void aClusterThatOneActorMayHaveMadeAloneIsNoDriver() {
    strangers("1a2b", 2);
    IntStream.range(0, 100).forEach(i -> event("1a2b", "noisy"));
    assertThat(drivers(3)).isEmpty();
  }

  @Test
  void whereEveryInputIsAnotherNoClusterIsNamed() {
    IntStream.range(0, 100).forEach(i -> strangers("%04x".formatted(i), 1));
    assertThat(drivers(100)).isEmpty();
  }

  @Test
  void withoutDetectionsOrInputsNothingIsNamed() {
    assertThat(drivers(10)).isEmpty();
  }

  private void detections(String rule, long count) {
    rules.add(new RuleCount(rule, count, 0L));
  }

  private void strangers(String cluster, int count) {
    IntStream.range(0, count).forEach(i -> event(cluster, "stranger-" + strangers++));
  }

  private void event(String cluster, String actor) {
    clusters.add(cluster);
    actors.add(actor);
  }

  private static ShiftDriver driver(DriverKind kind, String value, double share) {
    return new ShiftDriver(kind, value, null, share);
  }

  private List<ShiftDriver> drivers(long distinctActors) {
    TechniqueDelta tick =
        TechniqueDelta.newBuilder()
            .setTechnique("AML.T0054")
            .setEvents(0)
            .setBlocked(0)
            .setSucceeded(0)
            .setDetections(rules.stream().mapToLong(RuleCount::getDetections).sum())
            .setActors(ActorSketch.empty().toBytes())
            .setReviewed(0)
            .setReviewedBlocked(0)
            .setRules(rules)
            .setClusters(clusters.itemsOrNull())
            .setFrequentActors(actors.itemsOrNull())
            .build();
    return Tallies.of(tick, distinctActors).toList();
  }
}
