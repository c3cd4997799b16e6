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
          entry(Entry.ITEMS, 100L),
          entry(Entry.VALID, 90L),
          entry(Entry.IGNORED, 4L),
          entry(Entry.REJECTED, 6L),
          entry(Entry.UNIQUE, 80L),
          entry(Entry.DUPLICATE, 10L),
          entry(Entry.ON_TIME, 75L),
          entry(Entry.LATE, 5L),
          entry(Entry.EVENTS, 75L),
          entry(Entry.BENIGN, 60L),
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
          REJECTED           | items = valid + ignored + rejected: 100 is not 101
          IGNORED            | items = valid + ignored + rejected: 100 is not 101
          DUPLICATE          | valid = unique + duplicate: 90 is not 91
          LATE               | unique = on_time + late: 80 is not 81
          BENIGN             | events = benign + groupless + matched: 75 is not 76
          SHIPPED            | shipped = matches: 15 is not 14
          WAITING            | matches = taken + waiting + duplicate_evidence + late_matches: 14 is not 15
          DETECTED           | detected = detections: 8 is not 7
          SUPPRESSED         | detections = notified + suppressed + shadow: 7 is not 8
          TOO_LATE           | bundles = merged + too_late: 9 is not 10
          """)
  void namesTheBrokenClauseWithBothFigures(Entry oneMore, String violation) {
    Map<Entry, Long> books = new EnumMap<>(BOOKS);
    books.merge(oneMore, 1L, Long::sum);
    assertThat(ConservationLaw.violations(books)).containsExactly(violation);
  }

  @Test
  void eventsThatNeverReachTheRulesAreMissed() {
    Map<Entry, Long> books = new EnumMap<>(BOOKS);
    books.merge(Entry.EVENTS, -1L, Long::sum);
    books.merge(Entry.BENIGN, -1L, Long::sum);
    assertThat(ConservationLaw.violations(books)).containsExactly("on_time = events: 75 is not 74");
  }
}
