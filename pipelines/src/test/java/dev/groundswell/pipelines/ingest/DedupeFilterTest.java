package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DedupeFilterTest {

  private final DedupeFilter filter = new DedupeFilter(Duration.ofSeconds(60), 3);

  @Test
  void anIdIsFirstOnce() {
    assertThat(filter.isFirst("a", 0)).isTrue();
    assertThat(filter.isFirst("a", 1)).isFalse();
    assertThat(filter.isFirst("b", 1)).isTrue();
  }

  @Test
  void anIdIsRememberedForTheHorizon() {
    filter.isFirst("a", 0);
    assertThat(filter.isFirst("a", 60_000)).isFalse();
    assertThat(filter.isFirst("a", 60_001)).isTrue();
  }

  @Test
  void theOldestIdsGoWhenThereIsNoRoom() {
    filter.isFirst("a", 0);
    filter.isFirst("b", 1);
    filter.isFirst("c", 2);
    filter.isFirst("d", 3);
    assertThat(filter.size()).isEqualTo(3);
    assertThat(filter.isFirst("d", 4)).isFalse();
    assertThat(filter.isFirst("a", 5)).isTrue();
  }

  @Test
  void aRestoredFilterKnowsWhatTheOldOneKnew() {
    filter.isFirst("a", 0);
    DedupeFilter restored = new DedupeFilter(Duration.ofSeconds(60), 3);
    restored.restore(filter.window("telemetry", 0));
    assertThat(restored.isFirst("a", 1)).isFalse();
    assertThat(restored.isFirst("b", 1)).isTrue();
  }
}
