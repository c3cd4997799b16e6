package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrafficPumpTest {

  private static final long MILLISECOND = Duration.ofMillis(1).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private long now = 17 * SECOND;
  private final List<Long> pauses = new ArrayList<>();
  private final List<Long> handedOut = new ArrayList<>();
  private final TrafficPump pump = new TrafficPump(() -> now, this::pause);

  @Test
  void handsOutNoRecordBeforeItIsDueAndNoneMuchAfter() {
    long start = now;

    pump.run(
        now,
        records(0, 10_000, 500 * MILLISECOND, 3 * SECOND).iterator(),
        record -> assertThat(now - start - record.dueNanos()).isBetween(0L, MILLISECOND));

    assertThat(now - start).isEqualTo(3 * SECOND);
  }

  @Test
  void pausesOnceForManyRecordsThatAreDueSoon() {
    pump.run(
        now,
        LongStream.range(0, 10_000).mapToObj(i -> record(i * MILLISECOND / 10)).iterator(),
        record -> {});

    assertThat(pauses).hasSizeBetween(900, 1_000);
  }

  @Test
  void catchesUpWithoutPausesAndWithoutDropping() {
    long handed =
        pump.run(
            now,
            records(0, 1, 2, 3, 4).iterator(),
            record -> {
              handedOut.add(record.dueNanos());
              now += SECOND;
            });

    assertThat(handed).isEqualTo(5);
    assertThat(handedOut).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aPumpThatStartsAfterTheRunsStartCatchesUp() {
    pump.run(
        now - 2 * SECOND, records(0, SECOND, 3 * SECOND).iterator(), record -> handedOut.add(now));

    assertThat(handedOut).containsExactly(17 * SECOND, 17 * SECOND, 18 * SECOND);
  }

  @Test
  void stopsBeforeTheNextRecord() {
    long handed = pump.run(now, records(0, 1, 2).iterator(), record -> pump.stop());

    assertThat(handed).isEqualTo(1);
  }

  @Test
  void stopsInThePauseBeforeARecord() {
    TrafficPump[] stoppable = new TrafficPump[1];
    stoppable[0] = new TrafficPump(() -> now, nanos -> stoppable[0].stop());

    assertThat(stoppable[0].run(now, records(SECOND).iterator(), record -> {})).isZero();
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() {
    long handed =
        pump.run(now, records(0, 1, 2).iterator(), record -> Thread.currentThread().interrupt());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(handed).isEqualTo(1);
  }

  @Test
  void noticesAStopWithinAFractionOfASecondOfSilence() {
    pump.run(now, records(60 * SECOND).iterator(), record -> {});

    assertThat(pauses).allSatisfy(nanos -> assertThat(nanos).isLessThanOrEqualTo(SECOND / 10));
  }

  private void pause(long nanos) {
    pauses.add(nanos);
    now += nanos;
  }

  private static List<SimulatedRecord> records(long... due) {
    return LongStream.of(due).mapToObj(TrafficPumpTest::record).toList();
  }

  private static SimulatedRecord record(long dueNanos) {
    return new SimulatedRecord(
        dueNanos, "avro", new byte[0], new byte[0], Treatment.PLAIN, new SimulatedRecord.Benign(0));
  }
}
