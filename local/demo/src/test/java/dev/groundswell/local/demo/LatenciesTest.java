package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.scorecard.RunSummary;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  private static final Instant WALL_START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant START = Instant.parse("2026-01-01T10:30:00Z");
  private static final ScaledClock CLOCK =
      new ScaledClock(Clock.fixed(WALL_START, ZoneOffset.UTC), WALL_START, START, 60);

  @Test
  void areCountedOnTheRealClockFromTheSendingOfTheLastEvent() {
    // Event time passes 60 times as fast: ten minutes after its start is ten seconds after ours.
    OutputTap.Seen seen =
        new OutputTap.Seen(
            Alerts.alert("a", "probing", START.plusSeconds(600)),
            WALL_START.plusSeconds(10).plusMillis(250));

    assertThat(Latencies.of(List.of(seen), CLOCK)).isEqualTo(new RunSummary.Latency(250, 250));
  }

  @Test
  void quantilesAreTheSmallestValuesThatTheirShareDoesNotExceed() {
    List<OutputTap.Seen> alerts =
        LongStream.rangeClosed(1, 200).mapToObj(rank -> after(201 - rank)).toList();

    assertThat(Latencies.of(alerts, CLOCK)).isEqualTo(new RunSummary.Latency(100, 198));
  }

  @Test
  void withoutAlertsAreZero() {
    assertThat(Latencies.of(List.of(), CLOCK)).isEqualTo(new RunSummary.Latency(0, 0));
  }

  private static OutputTap.Seen after(long millis) {
    return new OutputTap.Seen(
        Alerts.alert("a" + millis, "probing", START), WALL_START.plusMillis(millis));
  }
}
