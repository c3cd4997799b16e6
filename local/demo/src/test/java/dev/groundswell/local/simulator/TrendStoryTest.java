package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the stories leave in the traffic, in one history. */
class TrendStoryTest {

  private static final HistoryConfig CONFIG = WholeHistory.config(7, 21);
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** Who did something when. */
  private record Deed(String user, long time, boolean stopped) {}

  private static final Map<String, List<Deed>> BY_TECHNIQUE = new HashMap<>();
  private static final Map<String, List<Long>> BY_PRODUCT = new HashMap<>();

  @BeforeAll
  static void read() {
    Map<String, TelemetryEvent> judged = new HashMap<>();
    WholeHistory.read(
        CONFIG,
        event -> {
          if (event.getCallId() == null) {
            BY_PRODUCT
                .computeIfAbsent(event.getServiceName(), product -> new ArrayList<>())
                .add(event.getEventTime());
            if (event.getServiceName().equals("agents")) {
              judged.put(event.getEventId(), event);
            }
          }
          TelemetryEvent call = event.getCallId() == null ? event : judged.get(event.getCallId());
          event.getVerdicts().stream()
              .map(Verdict::getTechnique)
              .filter(technique -> technique != null)
              .forEach(
                  technique ->
                      BY_TECHNIQUE
                          .computeIfAbsent(technique, key -> new ArrayList<>())
                          .add(
                              new Deed(
                                  call.getUserId(),
                                  event.getEventTime(),
                                  !call.getVerdicts().isEmpty())));
        });
  }

  @Test
  void everyStoryHasATechniqueOfItsOwn() {
    assertThat(TrendStory.values())
        .extracting(story -> story.abuse().technique())
        .doesNotHaveDuplicates();
  }

  @Test
  void theEmergingTechniqueIsNewAndDoublesDaily() {
    List<Deed> deeds = deeds(TrendStory.EMERGING_TECHNIQUE);

    assertThat(deeds).noneMatch(deed -> day(deed, TrendStory.EMERGING_TECHNIQUE) < 0);
    assertThat(users(deeds)).hasSameSizeAs(deeds);
    assertThat(onDay(deeds, TrendStory.EMERGING_TECHNIQUE, 0)).isBetween(8L, 40L);
    assertThat(onDay(deeds, TrendStory.EMERGING_TECHNIQUE, 4)).isGreaterThan(120);
  }

  @Test
  void theSurgeIsFarMoreActorsForTwoHours() {
    List<Deed> deeds = deeds(TrendStory.SURGE);
    long during =
        deeds.stream()
            .filter(deed -> day(deed, TrendStory.SURGE) >= 0)
            .filter(deed -> day(deed, TrendStory.SURGE) < 1 / 12.0)
            .count();

    assertThat(users(deeds)).hasSameSizeAs(deeds);
    assertThat(during / 24.0).isGreaterThan(10);
    assertThat(onDay(deeds, TrendStory.SURGE, -2)).isLessThan(300);
  }

  @Test
  void theRampGrowsFromOneActorATickToFour() {
    List<Deed> deeds = deeds(TrendStory.SLOW_RAMP);
    double before = onDay(deeds, TrendStory.SLOW_RAMP, -7) / 288.0;
    double atFirst = onDay(deeds, TrendStory.SLOW_RAMP, 0) / 288.0;
    double inTheEnd = onDay(deeds, TrendStory.SLOW_RAMP, 4) / 288.0;

    assertThat(users(deeds)).hasSameSizeAs(deeds);
    assertThat(before).isBetween(0.5, 1.5);
    assertThat(inTheEnd / atFirst).isEqualTo(3.7 / 1.3, within(1.5));
  }

  @Test
  void theFilterStopsNearlyEverythingAtFirstAndHalfInTheEnd() {
    List<Deed> deeds = deeds(TrendStory.DECAYING_FILTER);

    assertThat(users(deeds)).hasSameSizeAs(deeds);
    assertThat(stopped(deeds, -1)).isEqualTo(0.95, within(0.04));
    assertThat(stopped(deeds, 0)).isEqualTo(0.8, within(0.06));
    assertThat(stopped(deeds, 2)).isEqualTo(0.5, within(0.06));
    assertThat(onDay(deeds, TrendStory.DECAYING_FILTER, -1) / 288.0).isGreaterThan(1);
  }

  @Test
  void theNoisyActorIsOneWhoDoesIt2000Times() {
    Map<String, Long> byUser = new HashMap<>();
    deeds(TrendStory.NOISY_ACTOR).forEach(deed -> byUser.merge(deed.user(), 1L, Long::sum));

    assertThat(byUser.values().stream().filter(times -> times > 1))
        .singleElement()
        .satisfies(times -> assertThat(times).isBetween(2_000L, 3_000L));
  }

  @Test
  void theLaunchedProductIsUsedThreeTimesAsMuchForGoodAndForBad() {
    TrendStory launch = TrendStory.PRODUCT_LAUNCH;
    double[] week = new double[2];
    for (long time : BY_PRODUCT.get("images")) {
      double day = (double) (time - began(launch)) / DAY;
      if (day >= -7 && day < 7) {
        week[day < 0 ? 0 : 1]++;
      }
    }
    List<Deed> deeds = deeds(launch);

    assertThat(week[1] / week[0]).isEqualTo(3, within(0.1));
    assertThat(users(deeds)).hasSameSizeAs(deeds);
    assertThat((double) inWeek(deeds, launch, 0) / inWeek(deeds, launch, -7))
        .isEqualTo(3, within(0.6));
  }

  private static List<Deed> deeds(TrendStory story) {
    return BY_TECHNIQUE.get(story.abuse().technique());
  }

  private static Set<String> users(List<Deed> deeds) {
    Set<String> users = new HashSet<>();
    deeds.forEach(deed -> users.add(deed.user()));
    return users;
  }

  private static long onDay(List<Deed> deeds, TrendStory story, int day) {
    return deeds.stream().filter(deed -> Math.floor(day(deed, story)) == day).count();
  }

  private static long inWeek(List<Deed> deeds, TrendStory story, int from) {
    return deeds.stream()
        .filter(deed -> day(deed, story) >= from && day(deed, story) < from + 7)
        .count();
  }

  private static double stopped(List<Deed> deeds, int day) {
    List<Deed> ofDay =
        deeds.stream()
            .filter(deed -> Math.floor(day(deed, TrendStory.DECAYING_FILTER)) == day)
            .toList();
    return (double) ofDay.stream().filter(Deed::stopped).count() / ofDay.size();
  }

  /** Days since the story began. */
  private static double day(Deed deed, TrendStory story) {
    return (double) (deed.time() - began(story)) / DAY;
  }

  private static long began(TrendStory story) {
    return story.planted(CONFIG).began().toEpochMilli();
  }
}
