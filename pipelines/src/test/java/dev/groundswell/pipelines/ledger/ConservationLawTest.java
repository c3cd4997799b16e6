package dev.groundswell.pipelines.ledger;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConservationLawTest {

  private static final Map<Entry, Long> BOOKS =
      Map.ofEntries(
          entry(Entry.ITEMS, 116L),
          entry(Entry.VALID, 106L),
          entry(Entry.IGNORED, 4L),
          entry(Entry.REJECTED, 6L),
          entry(Entry.UNIQUE, 96L),
          entry(Entry.DUPLICATE, 10L),
          entry(Entry.ON_TIME, 73L),
          entry(Entry.LATE, 5L),
          entry(Entry.PARTS, 10L),
          entry(Entry.VERDICTS, 8L),
          entry(Entry.RECEIVED, 10L),
          entry(Entry.CALLS, 3L),
          entry(Entry.COMPLETING, 2L),
          entry(Entry.UNUSED, 2L),
          entry(Entry.ORPHANS, 2L),
          entry(Entry.HELD, 1L),
          entry(Entry.TIMELY_CALLS, 2L),
          entry(Entry.LATE_CALLS, 1L),
          entry(Entry.ARRIVED, 8L),
          entry(Entry.JOINED, 4L),
          entry(Entry.UNJOINED, 2L),
          entry(Entry.PENDING, 2L),
          entry(Entry.TIMELY_VERDICTS, 5L),
          entry(Entry.LATE_VERDICTS, 1L),
          entry(Entry.EVENTS, 80L),
          entry(Entry.BENIGN, 65L),
          entry(Entry.GROUPLESS, 3L),
          entry(Entry.MATCHED, 12L),
          entry(Entry.SHIPPED, 14L),
          entry(Entry.MATCHES, 14L),
          entry(Entry.TAKEN, 10L),
          entry(Entry.WAITING, 2L),
          entry(Entry.DUPLICATE_EVIDENCE, 1L),
          entry(Entry.LATE_MATCHES, 1L),
          entry(Entry.DETECTED, 7L),
          entry(Entry.DETECTIONS, 7L),
          entry(Entry.NOTIFIED, 4L),
          entry(Entry.SUPPRESSED, 2L),
          entry(Entry.SHADOW, 1L),
          entry(Entry.CONTRIBUTIONS, 6L),
          entry(Entry.ACTORLESS, 1L),
          entry(Entry.UNWEIGHED, 1L),
          entry(Entry.WEIGHED, 3L),
          entry(Entry.AFTERMATH, 1L),
          entry(Entry.ADDRESSED, 9L),
          entry(Entry.NAMED, 7L),
          entry(Entry.UNNAMED, 2L),
          entry(Entry.BUNDLES, 9L),
          entry(Entry.MERGED, 8L),
          entry(Entry.TOO_LATE, 1L));

  @Test
  void holdsWhenEverythingIsAccountedFor() {
    assertThat(ConservationLaw.violations(BOOKS)).isEmpty();
  }

  @Test
  void holdsWhenNothingHappened() {
    assertThat(ConservationLaw.violations(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          REJECTED           | items = valid + ignored + rejected: 116 is not 117
          IGNORED            | items = valid + ignored + rejected: 116 is not 117
          DUPLICATE          | valid = unique + duplicate: 106 is not 107
          LATE               | unique = on_time + late + parts + verdicts: 96 is not 97
          HELD               | received = calls + completing + unused + orphans + held: 10 is not 11
          LATE_CALLS         | calls = timely_calls + late_calls: 3 is not 4
          UNJOINED           | arrived = joined + unjoined + pending: 8 is not 9
          LATE_VERDICTS      | arrived = timely_verdicts + late_verdicts + pending: 8 is not 9
          BENIGN             | events = benign + groupless + matched: 80 is not 81
          SHIPPED            | shipped = matches: 15 is not 14
          WAITING            | matches = taken + waiting + duplicate_evidence + late_matches: 14 is not 15
          DETECTED           | detected = detections: 8 is not 7
          SHADOW             | detections = notified + suppressed + shadow: 7 is not 8
          AFTERMATH          | contributions = actorless + unweighed + weighed + aftermath: 6 is not 7
          TOO_LATE           | bundles = merged + too_late: 9 is not 10
          """)
  void namesTheBrokenClauseWithBothFigures(Entry oneMore, String violation) {
    Map<Entry, Long> books = new EnumMap<>(BOOKS);
    books.merge(oneMore, 1L, Long::sum);
    assertThat(ConservationLaw.violations(books)).containsExactly(violation);
  }

  @Test
  void partsThatNeverReachTheirTraceAreMissed() {
    Map<Entry, Long> books = new EnumMap<>(BOOKS);
    books.merge(Entry.RECEIVED, -1L, Long::sum);
    books.merge(Entry.HELD, -1L, Long::sum);
    assertThat(ConservationLaw.violations(books)).containsExactly("parts = received: 10 is not 9");
  }

  @Test
  void verdictsThatNeverReachTheirCallsPlaceAreMissed() {
    Map<Entry, Long> books = new EnumMap<>(BOOKS);
    books.merge(Entry.ARRIVED, -1L, Long::sum);
    books.merge(Entry.PENDING, -1L, Long::sum);
    assertThat(ConservationLaw.violations(books)).containsExactly("verdicts = arrived: 8 is not 7");
  }

  @Test
  void eventsThatNeverReachTheRulesAreMissed() {
    Map<Entry, Long> books = new EnumMap<>(BOOKS);
    books.merge(Entry.EVENTS, -1L, Long::sum);
    books.merge(Entry.BENIGN, -1L, Long::sum);
    assertThat(ConservationLaw.violations(books))
        .containsExactly("events = on_time + timely_calls + timely_verdicts: 79 is not 80");
  }

  @Test
  void detectionsThatAreNeverHeldAgainstTheirActorAreMissed() {
    Map<Entry, Long> books = new EnumMap<>(BOOKS);
    books.merge(Entry.CONTRIBUTIONS, -1L, Long::sum);
    books.merge(Entry.WEIGHED, -1L, Long::sum);
    assertThat(ConservationLaw.violations(books))
        .containsExactly("contributions = notified + suppressed: 5 is not 6");
  }
}
