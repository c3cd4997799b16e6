package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DedupeFilterTest {

  private static final long BEFORE_TIME = Long.MIN_VALUE;

  private final DedupeFilter filter = new DedupeFilter(Duration.ofSeconds(60), 3);

  @Test
  void anEventIsFirstOnce() {
    assertThat(filter.isFirst("a", 0, BEFORE_TIME)).isTrue();
    assertThat(filter.isFirst("a", 0, BEFORE_TIME)).isFalse();
    assertThat(filter.isFirst("b", 0, BEFORE_TIME)).isTrue();
  }

  @Test
  void anIdThatIsUsedAgainDoesNotHideAnotherEvent() {
    filter.isFirst("a", 0, BEFORE_TIME);
    assertThat(filter.isFirst("a", 1, BEFORE_TIME)).isTrue();
  }

  @Test
  void anEventIsRememberedUntilEventTimeHasLeftItBehindByTheHorizon() {
    filter.isFirst("a", 0, BEFORE_TIME);
    assertThat(filter.isFirst("a", 0, 60_000)).isFalse();
    assertThat(filter.isFirst("a", 0, 60_001)).isTrue();
  }

  @Test
  void aLateEventIsRememberedFromItsArrivalOn() {
    filter.isFirst("a", 0, 500_000);
    assertThat(filter.isFirst("a", 0, 560_000)).isFalse();
    assertThat(filter.isFirst("a", 0, 560_001)).isTrue();
  }

  @Test
  void theOldestGoWhenThereIsNoRoom() {
    filter.isFirst("a", 0, BEFORE_TIME);
    filter.isFirst("b", 1, BEFORE_TIME);
    filter.isFirst("c", 2, BEFORE_TIME);
    filter.isFirst("d", 3, BEFORE_TIME);
    assertThat(filter.window("telemetry", 0).getIds()).hasSize(3);
    assertThat(filter.isFirst("d", 3, BEFORE_TIME)).isFalse();
    assertThat(filter.isFirst("a", 0, BEFORE_TIME)).isTrue();
  }

  @Test
  void aRestoredFilterKnowsWhatTheOldOneKnew() {
    filter.isFirst("a", 0, BEFORE_TIME);
    DedupeFilter restored = new DedupeFilter(Duration.ofSeconds(60), 3);
    restored.restore(filter.window("telemetry", 0));
    assertThat(restored.isFirst("a", 0, BEFORE_TIME)).isFalse();
    assertThat(restored.isFirst("b", 0, BEFORE_TIME)).isTrue();
  }
}
