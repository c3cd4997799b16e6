package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.Grain;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanesTest {

  @ParameterizedTest
  @CsvSource({
    "minute, 2024-02-29T23:59:59.999Z, 2024-02-29T23:59:00Z, 2024-03-01T00:00:00Z",
    "five_minutes, 2024-02-29T23:59:59.999Z, 2024-02-29T23:55:00Z, 2024-03-01T00:00:00Z",
    "hour, 2024-02-29T23:59:59.999Z, 2024-02-29T23:00:00Z, 2024-03-01T00:00:00Z",
    "day, 2024-02-29T23:59:59.999Z, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
    "week, 2024-03-03T23:59:59.999Z, 2024-02-26T00:00:00Z, 2024-03-04T00:00:00Z",
    "week, 2024-03-04T00:00:00Z, 2024-03-04T00:00:00Z, 2024-03-11T00:00:00Z",
    "month, 2024-02-29T23:59:59.999Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
    "month, 2024-12-31T00:00:00Z, 2024-12-01T00:00:00Z, 2025-01-01T00:00:00Z",
    "week, 1969-12-31T23:59:59Z, 1969-12-29T00:00:00Z, 1970-01-05T00:00:00Z",
    "minute, 1969-12-31T23:59:59Z, 1969-12-31T23:59:00Z, 1970-01-01T00:00:00Z"
  })
  void aTimeIsInThePaneThatHoldsIt(Grain grain, Instant time, Instant start, Instant end) {
    long found = Panes.start(grain, time.toEpochMilli());

    assertThat(Instant.ofEpochMilli(found)).isEqualTo(start);
    assertThat(Instant.ofEpochMilli(Panes.end(grain, found))).isEqualTo(end);
  }

  @Test
  void everyGrainIsShortOrLong() {
    assertThat(Panes.GRAINS)
        .startsWith(Panes.SHORT.toArray(Grain[]::new))
        .endsWith(Panes.LONG.toArray(Grain[]::new))
        .hasSize(Panes.SHORT.size() + Panes.LONG.size())
        .doesNotContain(Grain.other);
  }
}
