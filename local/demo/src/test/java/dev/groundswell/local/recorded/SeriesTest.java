package dev.groundswell.local.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {

  private static final long NOON = Instant.parse("2026-01-02T12:00:00Z").toEpochMilli();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-02T12:00:00Z",
        "2026-01-02T12:00:00",
        "2026-01-02 12:00:00",
        "2026-01-02 12:00:00.000000",
        "2026-01-02T12:00",
        "2026-01-02T13:30:00+01:30",
        "2026-01-02 13:30:00+01:30",
        "1767355200000"
      })
  void aTimeIsWrittenInManyWaysAndIsUtcUnlessItSays(String time) throws IOException {
    assertThat(read(time + ",1").rows()).containsExactly(new SeriesRow(1, NOON, 1));
  }

  @ParameterizedTest
  @CsvSource({"94,94", "94.0,94", "0,0", "1e3,1000", "+5,5", "' 7 ',7"})
  void aValueIsAnyWholeNumber(String text, long value) throws IOException {
    assertThat(read("2026-01-02T12:00:00Z," + text).rows().get(0).value()).isEqualTo(value);
  }

  @Test
  void rowsComeInAnyOrderBetweenBlankLinesAndBehindHeadings() throws IOException {
    Series series =
        read("\uFEFF\ntimestamp,value\r\n\n200000120000,2\r\n200000060000,1\n\n200000180000,3\n");

    assertThat(series.rows())
        .containsExactly(
            new SeriesRow(5, 200_000_060_000L, 1),
            new SeriesRow(4, 200_000_120_000L, 2),
            new SeriesRow(7, 200_000_180_000L, 3));
    assertThat(series.read()).isEqualTo(4);
    assertThat(series.span())
        .hasValue(
            new Recorded.Span(
                Instant.ofEpochSecond(200_000_060), Instant.ofEpochSecond(200_000_180)));
  }

  @Test
  void headingsAloneAreAnEmptySeries() throws IOException {
    assertThat(read("timestamp,value\n").rows()).isEmpty();
    assertThat(read("").span()).isEqualTo(Optional.empty());
  }

  @Test
  void headingsStandOnTheFirstLineOnly() {
    assertThatIOException()
        .isThrownBy(() -> read("200000060000,1\ntimestamp,value"))
        .withMessageStartingWith("line 2: timestamp timestamp is none: write 2026-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200000060000 | has 1 columns; a series has two, timestamp,value",
        "200000060000,1,2 | has 3 columns; a series has two, timestamp,value",
        "200000060000;1 | has 1 columns; a series has two, timestamp,value",
        "200000060000,-1 | value -1 is negative; leave the row out if nothing was counted",
        "200000060000,1.5 | value 1.5 is no whole number, as counts are; round it",
        "200000060000,1e-999999999 | value 1e-999999999 is no whole number, as counts are; round it",
        "200000060000,1e999999999 | value 1e999999999 is larger than 1,000,000,000; write all values in"
            + " thousands",
        "200000060000, | value '' is no number; leave the row out if nothing was counted",
        "200000060000,NaN | value 'NaN' is no number; leave the row out if nothing was counted",
        "1767355200,1 | timestamp 1767355200 would be milliseconds since 1970; if it is seconds,"
            + " append 000",
        "'[{}, {}]' | a JSON array is neither a row nor an event; write an event a line: jq -c .[]"
            + " FILE",
        "1969-12-31T23:59:59Z,1 | timestamp 1969-12-31T23:59:59Z is not in the years from 1970 to"
            + " 9999",
        "99999999999999999999,1 | timestamp 99999999999999999999 is none: write"
            + " 2026-01-01T00:00:00Z, 2026-01-01 00:00:00 or milliseconds since 1970",
        "2026-13-01T00:00:00Z,1 | timestamp 2026-13-01T00:00:00Z is none: write"
            + " 2026-01-01T00:00:00Z, 2026-01-01 00:00:00 or milliseconds since 1970"
      })
  void whatIsNoRowIsNamedWithWhatToDo(String row, String problem) {
    assertThatIOException()
        .isThrownBy(() -> read("timestamp,value\n" + row))
        .withMessage("line 2: " + problem);
  }

  @Test
  void aTimeThatStandsTwiceIsNamedWithBothLines() {
    assertThatIOException()
        .isThrownBy(() -> read("200000120000,1\n200000060000,2\n1976-05-03T19:35:20,3"))
        .withMessage(
            "line 3: line 1 has this timestamp already; keep one of them, or one row with their"
                + " sum");
  }

  @Test
  void valuesThatAddUpToTooMuchAreRefusedBeforeTheyAreCounted() {
    assertThatIOException()
        .isThrownBy(() -> read("200000060000,999999999\n200000120000,2"))
        .withMessage(
            "line 2: the values add up to more than 1,000,000,000; write all of them in thousands");
  }

  private static Series read(String text) throws IOException {
    return Series.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
