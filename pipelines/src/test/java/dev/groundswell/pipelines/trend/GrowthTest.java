package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TickRate;
import dev.groundswell.schemas.TrendShift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {

  private static final Duration TICK = Duration.ofMinutes(5);

  @Test
  void actorsThatDoubleEveryTickHaveItsLength() {
    assertThat(doublingTime(ShiftKind.surge, 10, 20, 40, 80, 160).orElseThrow())
        .isBetween(TICK.minusMillis(1), TICK.plusMillis(1));
  }

  @Test
  void ticksWithoutRequestsAreGaps() {
    List<TickRate> ticks = ticks(10, 20);
    ticks = Growth.after(ticks, TickFigures.NONE);
    for (long actors : new long[] {80, 160}) {
      ticks = Growth.after(ticks, figures(actors));
    }
    assertThat(Growth.doublingTime(open(ShiftKind.surge, ticks), TICK).orElseThrow())
        .isBetween(TICK.minusMillis(1), TICK.plusMillis(1));
  }

  @Test
  void actorsThatStayAsManyHaveNone() {
    assertThat(doublingTime(ShiftKind.surge, 40, 44, 38, 41)).isEmpty();
  }

  @Test
  void twoTicksTellNothing() {
    assertThat(doublingTime(ShiftKind.surge, 10, 80)).isEmpty();
  }

  @Test
  void aFilterThatFailsHasNone() {
    assertThat(doublingTime(ShiftKind.filter_decay, 10, 20, 40, 80, 160)).isEmpty();
  }

  @Test
  void onlyTheLastTicksAreKept() {
    List<TickRate> ticks = ticks(IntStream.rangeClosed(1, 30).asLongStream().toArray());
    assertThat(ticks)
        .hasSize(24)
        .startsWith(new TickRate(7L, 1000L))
        .endsWith(new TickRate(30L, 1000L));
  }

  private static Optional<Duration> doublingTime(ShiftKind kind, long... actors) {
    return Growth.doublingTime(open(kind, ticks(actors)), TICK);
  }

  private static List<TickRate> ticks(long... actors) {
    List<TickRate> ticks = new ArrayList<>();
    for (long count : actors) {
      ticks = Growth.after(ticks, figures(count));
    }
    return ticks;
  }

  private static TickFigures figures(long actors) {
    return new TickFigures(actors, 1, 1000, 9, Optional.empty());
  }

  private static OpenShift open(ShiftKind kind, List<TickRate> ticks) {
    TrendShift shift = new TrendShift();
    shift.setKind(kind);
    return new OpenShift(shift, 9.0, 9.0, 0, ActorSketch.empty().toBytes(), ticks);
  }
}
