package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.sinks.kafka.LastRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PartitionTimesTest {

  private static final TopicPartition BUSY = new TopicPartition("telemetry", 0);
  private static final TopicPartition QUIET = new TopicPartition("telemetry", 1);
  private static final List<TopicPartition> BOTH = List.of(BUSY, QUIET);
  private static final long NOW = 1_000_000;

  private static final TopicPartition SLOW = new TopicPartition("cloudtrail", 0);
  private static final Duration NONE = Duration.ZERO;

  private final PartitionTimes times =
      new PartitionTimes(
          Map.of("telemetry", NONE, "cloudtrail", Duration.ofMinutes(10)), Duration.ofSeconds(10));

  @Test
  void thePartitionThatLagsMostDecides() {
    times.arrived(BUSY, 7, NOW, NOW - 10);
    times.arrived(QUIET, 3, NOW, NOW - 500);
    assertThat(times.time(BOTH)).hasValue(NOW - 500);
    assertThat(times.time(List.of(BUSY))).hasValue(NOW - 10);
  }

  @Test
  void eachPartitionIsAsFarBehindAsItsTopicsOutOfOrderness() {
    times.arrived(BUSY, 7, NOW, NOW);
    times.arrived(SLOW, 3, NOW, NOW - 500);
    assertThat(times.time(List.of(BUSY))).hasValue(NOW);
    assertThat(times.time(List.of(SLOW))).hasValue(NOW - 600_500);
    assertThat(times.time(List.of(BUSY, SLOW))).hasValue(NOW - 600_500);
  }

  @Test
  void aFastTopicThatLagsHoldsASlowOneBack() {
    times.arrived(BUSY, 7, NOW, NOW - 600_501);
    times.arrived(SLOW, 3, NOW, NOW);
    assertThat(times.time(List.of(BUSY, SLOW))).hasValue(NOW - 600_501);
  }

  @Test
  void aSilentTopicIsAsFarBehindTheClockAsItsOutOfOrderness() {
    times.silent(List.of(SLOW), NOW - 10_000);
    assertThat(times.reached(SLOW, new LastRecord(LastRecord.NONE, NOW))).isTrue();
    assertThat(times.time(List.of(SLOW))).hasValue(NOW - 600_000);
  }

  @Test
  void aBacklogIsNoSilenceHoweverOldItIs() {
    times.arrived(BUSY, 7, NOW, NOW);
    times.arrived(QUIET, 3, NOW, NOW - 86_400_000);
    assertThat(times.silent(BOTH, NOW)).isEmpty();
    assertThat(times.time(BOTH)).hasValue(NOW - 86_400_000);
  }

  @Test
  void anEarlierEventDoesNotTurnTimeBack() {
    times.arrived(BUSY, 7, NOW, NOW - 10);
    times.arrived(BUSY, 8, NOW, NOW - 20);
    assertThat(times.time(List.of(BUSY))).hasValue(NOW - 10);
  }

  @Test
  void thereIsNoTimeBeforeEveryPartitionHasToldOne() {
    assertThat(times.time(List.of())).isEmpty();
    times.arrived(BUSY, 7, NOW, NOW);
    assertThat(times.time(BOTH)).isEmpty();
    times.arrived(QUIET, 7, NOW);
    assertThat(times.time(BOTH)).isEmpty();
  }

  @Test
  void aPartitionThatTellsNoTimeIsAskedFor() {
    times.arrived(BUSY, 7, NOW, NOW);
    times.arrived(QUIET, 3, NOW - 10_000, NOW - 10_000);
    assertThat(times.silent(BOTH, NOW)).containsExactly(QUIET);
  }

  @Test
  void aPartitionInWhichOnlyRefusedItemsArriveIsAskedForToo() {
    times.arrived(QUIET, 3, NOW - 10_000);
    times.arrived(QUIET, 4, NOW);
    times.arrived(BUSY, 7, NOW, NOW);
    assertThat(times.silent(BOTH, NOW)).containsExactly(QUIET);
  }

  @Test
  void whereEverythingHasArrivedTimeHasComeAsFarAsThatIsCertain() {
    times.arrived(QUIET, 3, NOW - 60_000, NOW - 60_000);
    assertThat(times.reached(QUIET, new LastRecord(3, NOW - 100))).isTrue();
    assertThat(times.time(List.of(QUIET))).hasValue(NOW - 100);
  }

  @Test
  @Tag("F4")
  void aPartitionWhoseTurnHasNotComeHoldsTimeBackHoweverLongItTakes() {
    times.arrived(QUIET, 3, NOW - 60_000, NOW - 60_000);
    assertThat(times.reached(QUIET, new LastRecord(4, NOW - 100))).isFalse();
    assertThat(times.time(List.of(QUIET))).hasValue(NOW - 60_000);

    times.arrived(QUIET, 4, NOW, NOW - 59_000);
    assertThat(times.reached(QUIET, new LastRecord(4, NOW - 100))).isTrue();
    assertThat(times.time(List.of(QUIET))).hasValue(NOW - 100);
  }

  @Test
  void anEmptyPartitionHoldsNothingBackOnceItsBrokerSaysSo() {
    assertThat(times.silent(List.of(QUIET), NOW - 10_000)).isEmpty();
    assertThat(times.silent(List.of(QUIET), NOW)).containsExactly(QUIET);
    assertThat(times.reached(QUIET, new LastRecord(LastRecord.NONE, NOW))).isTrue();
    assertThat(times.time(List.of(QUIET))).hasValue(NOW);
  }

  @Test
  @Tag("S7")
  void whatHadArrivedBeforeARestartNeedNotArriveAgain() {
    times.restored(QUIET, 3, NOW);
    assertThat(times.lastOffsets()).isEqualTo(Map.of(QUIET, 3L));
    assertThat(times.reached(QUIET, new LastRecord(3, NOW))).isTrue();
    assertThat(times.reached(QUIET, new LastRecord(4, NOW))).isFalse();
  }
}
