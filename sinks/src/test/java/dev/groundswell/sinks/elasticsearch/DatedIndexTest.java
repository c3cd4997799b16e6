package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.Grain;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatedIndexTest {

  private static final Instant TIME = Instant.parse("2024-02-29T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "groundswell-events-2024.02.29, EVENTS, 2024-03-01T00:00:00Z",
    "groundswell-dead-letters-2024.12.31, DEAD_LETTERS, 2025-01-01T00:00:00Z",
    "groundswell-trends-1m-2024.02.28, TREND_MINUTES, 2024-02-29T00:00:00Z",
    "groundswell-trends-1h-2024.12, TREND_HOURS, 2025-01-01T00:00:00Z",
    "groundswell-trends-1mo-2024, TREND_MONTHS, 2025-01-01T00:00:00Z"
  })
  void endsWithItsPeriod(String name, IndexFamily family, Instant end) {
    assertThat(DatedIndex.named(name)).contains(new DatedIndex(name, family, end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "groundswell-events",
        "groundswell-events-2024.02.30",
        "groundswell-events-2024.13",
        "groundswell-events-2024.02.29-copy",
        "groundswell-others-2024.02",
        "my-groundswell-events-2024.02.29",
        "groundswell-events-24.02"
      })
  void whatIsNamedOtherwiseIsNoneOfOurs(String name) {
    assertThat(DatedIndex.named(name)).isEmpty();
  }

  @Test
  void everyIndexThatIsWrittenIsOfAFamily() {
    assertThat(
            List.of(
                IndexName.alerts(TIME),
                IndexName.events(TIME),
                IndexName.baselines(TIME),
                IndexName.audit(TIME),
                IndexName.deadLetters(TIME)))
        .allSatisfy(name -> assertThat(DatedIndex.named(name)).isPresent());
    assertThat(Arrays.stream(Grain.values()).filter(grain -> grain != Grain.other))
        .allSatisfy(
            grain -> assertThat(DatedIndex.named(IndexName.trends(grain, TIME))).isPresent());
  }
}
