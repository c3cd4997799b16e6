package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.schemas.TelemetryEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistorySimulatorTest {

  private static final HistoryConfig WEEK = WholeHistory.config(7, 7);

  @Test
  void equalSeedsGiveEqualRecords() {
    HistorySimulator one = new HistorySimulator(WEEK);
    HistorySimulator other = new HistorySimulator(WEEK);
    HistorySimulator another = new HistorySimulator(WholeHistory.config(8, 7));
    for (int i = 0; i < 10_000; i++) {
      HistoryRecord record = one.next();
      HistoryRecord equal = other.next();
      assertThat(record.eventTime()).isEqualTo(equal.eventTime());
      assertThat(record.key()).isEqualTo(equal.key());
      assertThat(record.value()).isEqualTo(equal.value()).isNotEqualTo(another.next().value());
    }
  }

  @Test
  void anotherEndShiftsTimesAndNothingElse() {
    Duration later = Duration.ofMinutes(1_234);
    HistorySimulator one = new HistorySimulator(WEEK);
    HistorySimulator other =
        new HistorySimulator(new HistoryConfig(7, WEEK.length(), WEEK.end().plus(later)));
    for (int i = 0; i < 10_000; i++) {
      TelemetryEvent event = WholeHistory.event(one.next());
      event.setEventTime(event.getEventTime() + later.toMillis());
      assertThat(WholeHistory.event(other.next())).isEqualTo(event);
    }
  }

  @Test
  void timeNeverGoesBackAndStaysInTheHistory() {
    List<Long> times = new ArrayList<>();
    WholeHistory.read(WEEK, event -> times.add(event.getEventTime()));

    assertThat(times).isSorted();
    assertThat(times.get(0)).isBetween(start(), start() + HistoryTraffic.TICK.toMillis());
    assertThat(times.get(times.size() - 1))
        .isLessThan(WEEK.end().toEpochMilli())
        .isGreaterThan(WEEK.end().minus(HistoryTraffic.TICK).toEpochMilli());
  }

  @Test
  void hoursOfTheWeekAreAsBusyAsTheSeasonSays() {
    double[] byHour = new double[168];
    WholeHistory.read(WEEK, event -> byHour[hour(event)]++);

    double mean = Arrays.stream(byHour).average().orElseThrow();
    for (int hour = 0; hour < 168; hour++) {
      double middle = Season.factor(Duration.ofHours(hour).plusMinutes(30).toMillis());
      assertThat(byHour[hour] / mean).isEqualTo(middle, within(0.2));
    }
  }

  @Test
  void someInAHundredAreAbuseByAsManyStrangers() {
    Set<String> abusers = new HashSet<>();
    Set<String> ids = new HashSet<>();
    long[] abuse = {0};
    WholeHistory.read(
        WEEK,
        event -> {
          assertThat(ids.add(event.getEventId())).isTrue();
          if (event.getCallId() == null && !event.getVerdicts().isEmpty()) {
            abuse[0]++;
            abusers.add(event.getUserId());
          }
        });

    assertThat(abuse[0]).isBetween(ids.size() * 2L / 100, ids.size() * 7L / 100);
    assertThat(abusers).hasSize((int) abuse[0]);
  }

  @Test
  void verdictsComeToTheCallTheyNameAndUsersStayInOneRegion() {
    Set<String> calls = new HashSet<>();
    Set<String> regions = new HashSet<>();
    Set<String> users = new HashSet<>();
    WholeHistory.read(
        WEEK,
        event -> {
          if (event.getCallId() == null) {
            calls.add(event.getEventId());
            users.add(event.getUserId());
            regions.add(event.getUserId() + " " + event.getCloudRegion());
          } else {
            assertThat(calls.contains(event.getCallId())).isTrue();
          }
        });

    assertThat(regions).hasSameSizeAs(users);
  }

  @Test
  void keysKeepAUserInOrder() {
    HistorySimulator history = new HistorySimulator(WEEK);
    for (int i = 0; i < 1_000; i++) {
      HistoryRecord record = history.next();
      TelemetryEvent event = WholeHistory.event(record);
      String who = event.getUserId() == null ? event.getCallId() : event.getUserId();
      assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(who);
    }
  }

  @Test
  void whatIsTooShortForATrendSaysWhatItLeavesOut() {
    assertThat(HistorySimulator.planted(WEEK)).isEmpty();
    assertThat(HistorySimulator.leftOut(WEEK).orElseThrow()).contains("surge");
    assertThat(HistorySimulator.planted(WholeHistory.config(7, 19))).hasSize(6);
    assertThat(HistorySimulator.leftOut(WholeHistory.config(7, 19))).isEmpty();
  }

  @Test
  void nothingComesAfterTheEnd() {
    HistorySimulator history = new HistorySimulator(WEEK);
    while (history.hasNext()) {
      history.next();
    }
    assertThatThrownBy(history::next).isInstanceOf(NoSuchElementException.class);
  }

  private static int hour(TelemetryEvent event) {
    return (int) ((event.getEventTime() - start()) / Duration.ofHours(1).toMillis());
  }

  private static long start() {
    return WEEK.start().toEpochMilli();
  }
}
