package dev.groundswell.cep.correlate.nfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.Comparison;
import dev.groundswell.cep.rules.Relation;
import dev.groundswell.cep.rules.Relation.Kind;
import dev.groundswell.cep.rules.Threshold;
import dev.groundswell.schemas.EventSummary;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelatedEventsTest {

  private static final Map<String, String> WELLINGTON = place("-41.29", "174.78");
  private static final Map<String, String> AUCKLAND = place("-36.85", "174.76");
  private static final Map<String, String> LONDON = place("51.51", "-0.13");

  @ParameterizedTest
  @CsvSource({
    "SAME, en, en, true",
    "SAME, en, EN, false",
    "DIFFERS, en, de, true",
    "DIFFERS, en, en, false",
    "RISES, 9, 10, true",
    "RISES, 10, 9, false",
    "RISES, 9, 9, false",
    "RISES, 0.5, 0.75, true",
  })
  void comparesValues(Kind kind, String earlier, String later, boolean expected) {
    assertThat(
            RelatedEvents.hold(
                new Relation(kind, "f", Threshold.of(Comparison.GTE, 0), 0, 1),
                event(0, Map.of("f", earlier)),
                event(1, Map.of("f", later))))
        .isEqualTo(expected);
  }

  @Test
  void nothingHoldsWithoutAValue() {
    for (Kind kind : Kind.values()) {
      Relation relation = new Relation(kind, "f", Threshold.of(Comparison.GTE, 0), 0, 1);
      assertThat(RelatedEvents.hold(relation, event(0, Map.of()), event(1, Map.of()))).isFalse();
      assertThat(RelatedEvents.hold(relation, event(0, Map.of()), event(1, LONDON))).isFalse();
    }
  }

  @Test
  void hashesAreAsFarApartAsTheBitsInWhichTheyDiffer() {
    EventSummary one = event(0, Map.of("f", "-1"));
    EventSummary other = event(1, Map.of("f", String.valueOf(-1L ^ 0b1011)));
    assertThat(RelatedEvents.hold(atMost(Kind.NEAR, 3), one, other)).isTrue();
    assertThat(RelatedEvents.hold(atMost(Kind.NEAR, 2), one, other)).isFalse();
  }

  /** Published great-circle distances: 494 km and 18 816 km, to a percent. */
  @Test
  void placesAreAsFarApartAsAlongTheGlobe() {
    assertThat(distanceBetween(WELLINGTON, AUCKLAND, 489, 499)).isTrue();
    assertThat(distanceBetween(WELLINGTON, LONDON, 18_628, 19_004)).isTrue();
    assertThat(distanceBetween(LONDON, WELLINGTON, 18_628, 19_004)).isTrue();
    assertThat(distanceBetween(place("10", "179.9"), place("10", "-179.9"), 21, 23)).isTrue();
    assertThat(distanceBetween(LONDON, LONDON, 0, 0)).isTrue();
  }

  @Test
  void speedIsDistanceByTime() {
    Relation faster =
        new Relation(Kind.SPEED, "client.geo", Threshold.of(Comparison.GT, 900), 0, 1);
    long start = 1_767_225_600_000L;
    EventSummary there = event(start, WELLINGTON);
    long byPlane = Duration.ofMinutes(40).toMillis();
    long byRocket = Duration.ofMinutes(30).toMillis();
    assertThat(RelatedEvents.hold(faster, there, event(start + byPlane, AUCKLAND))).isFalse();
    assertThat(RelatedEvents.hold(faster, there, event(start + byRocket, AUCKLAND))).isTrue();
    assertThat(RelatedEvents.hold(faster, there, event(start, AUCKLAND))).isTrue();
    assertThat(RelatedEvents.hold(faster, there, event(start, WELLINGTON))).isFalse();
  }

  private static boolean distanceBetween(
      Map<String, String> one, Map<String, String> other, long least, long most) {
    Relation atLeast =
        new Relation(Kind.DISTANCE, "client.geo", Threshold.of(Comparison.GTE, least), 0, 1);
    return RelatedEvents.hold(atLeast, event(0, one), event(1, other))
        && RelatedEvents.hold(atMost(Kind.DISTANCE, most), event(0, one), event(1, other));
  }

  private static Relation atMost(Kind kind, long bound) {
    return new Relation(kind, "f", Threshold.of(Comparison.LTE, bound), 0, 1);
  }

  private static Map<String, String> place(String lat, String lon) {
    return Map.of("client.geo.lat", lat, "client.geo.lon", lon);
  }

  private static EventSummary event(long time, Map<String, String> values) {
    return EventSummary.newBuilder()
        .setEventId("e")
        .setEventTime(time)
        .setBoundValues(values)
        .build();
  }
}
