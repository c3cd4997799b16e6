package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.Grain;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IndexNameTest {

  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant OLD_YEAR = NEW_YEAR.minusMillis(1);

  @Test
  void periodsAreThoseOfTheEventInUtc() {
    assertThat(IndexName.alerts(OLD_YEAR)).isEqualTo("groundswell-alerts-2025.12");
    assertThat(IndexName.alerts(NEW_YEAR)).isEqualTo("groundswell-alerts-2026.01");
    assertThat(IndexName.events(OLD_YEAR)).isEqualTo("groundswell-events-2025.12.31");
    assertThat(IndexName.shifts(OLD_YEAR)).isEqualTo("groundswell-shifts-2025.12");
    assertThat(IndexName.mitigations(OLD_YEAR)).isEqualTo("groundswell-mitigations-2025");
    assertThat(IndexName.baselines(OLD_YEAR)).isEqualTo("groundswell-baselines-2025.12");
    assertThat(IndexName.audit(OLD_YEAR)).isEqualTo("groundswell-audit-2025.12");
    assertThat(IndexName.deadLetters(NEW_YEAR)).isEqualTo("groundswell-dead-letters-2026.01.01");
  }

  @Test
  void minutesAreKeptByDayHoursByMonthAndLongerGrainsByYear() {
    assertThat(IndexName.trends(Grain.minute, NEW_YEAR))
        .isEqualTo("groundswell-trends-1m-2026.01.01");
    assertThat(IndexName.trends(Grain.five_minutes, NEW_YEAR))
        .isEqualTo("groundswell-trends-5m-2026.01");
    assertThat(IndexName.trends(Grain.hour, NEW_YEAR)).isEqualTo("groundswell-trends-1h-2026.01");
    assertThat(IndexName.trends(Grain.day, OLD_YEAR)).isEqualTo("groundswell-trends-1d-2025");
    assertThat(IndexName.trends(Grain.week, NEW_YEAR)).isEqualTo("groundswell-trends-1w-2026");
    assertThat(IndexName.trends(Grain.month, NEW_YEAR)).isEqualTo("groundswell-trends-1mo-2026");
  }
}
