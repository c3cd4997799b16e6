package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final RequestTrace TRACE = RequestTrace.load();

  @Test
  void theTraceHoldsEveryPublishedRequest() {
    assertThat(TRACE.size()).isEqualTo(19_366 + 8_819);
    assertThat(TRACE.request(0)).isEqualTo(new RequestTrace.Request(0, 374, 44, false));
  }

  @Test
  void theTraceRepeatsWithoutASeam() {
    long end = TRACE.size();

    assertThat(TRACE.request(end)).isEqualTo(TRACE.request(0));
    assertThat(TRACE.arrivalMs(end) - TRACE.arrivalMs(end - 1)).isBetween(1.0, 1_000.0);
  }

  @Test
  void fillsTheSpanWithExactlyTheCount() {
    Duration span = Duration.ofSeconds(60);
    for (long count : new long[] {10, 28_185, 100_000}) {
      Arrivals arrivals = new Arrivals(TRACE, 5_000, count, span);
      long previous = 0;
      for (long i = 0; i < count; i++) {
        assertThat(arrivals.dueNanos(i)).isBetween(previous, span.toNanos() - 1);
        previous = arrivals.dueNanos(i);
      }
      assertThat(arrivals.dueNanos(0)).isZero();
    }
  }

  @Test
  void keepsTheBurstsOfTheTrace() {
    Arrivals arrivals = new Arrivals(TRACE, 0, TRACE.size(), Duration.ofSeconds(28));

    double replayed = burstiness(arrivals::dueNanos);

    assertThat(replayed).isCloseTo(burstiness(TRACE::arrivalMs), within(0.001));
    assertThat(replayed).as("a Poisson process has 1").isGreaterThan(1.1);
  }

  /** Coefficient of variation of the gaps between arrivals. */
  private static double burstiness(LongToDoubleFunction arrival) {
    int gaps = TRACE.size() - 1;
    double mean = (arrival.applyAsDouble(gaps) - arrival.applyAsDouble(0)) / gaps;
    double squares = 0;
    for (int i = 0; i < gaps; i++) {
      double gap = arrival.applyAsDouble(i + 1L) - arrival.applyAsDouble(i);
      squares += (gap - mean) * (gap - mean);
    }
    return Math.sqrt(squares / gaps) / mean;
  }
}
