package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void marksExactlyAsManyPositionsAsAsked() {
    for (long marks : List.of(0L, 1L, 7L, 450L, 900L)) {
      assertThat(marked(1_000, marks, 1)).hasSize((int) marks);
    }
  }

  @Test
  void leavesTheFirstAndTheLastTwentiethFree() {
    assertThat(marked(1_000, 90, 1)).allSatisfy(at -> assertThat(at).isBetween(50, 949));
  }

  @Test
  void spreadsMarksEvenly() {
    List<Integer> marked = marked(1_000, 9, 3);

    for (int i = 0; i < marked.size(); i++) {
      assertThat(marked.get(i)).isBetween(50 + 100 * i, 50 + 100 * (i + 1));
    }
  }

  @Test
  void aMarkThatIsNotTakenWaits() {
    Spread spread = new Spread(1_000, 1, new SplittableRandom(1));
    int waiting = 0;
    for (int at = 0; at < 999; at++) {
      waiting += spread.advance() ? 1 : 0;
    }

    assertThat(waiting).isPositive();
    assertThat(spread.advance()).isTrue();
    spread.take();
    assertThat(spread.advance()).isFalse();
  }

  private static List<Integer> marked(int positions, long marks, long seed) {
    Spread spread = new Spread(positions, marks, new SplittableRandom(seed));
    List<Integer> marked = new ArrayList<>();
    for (int at = 0; at < positions; at++) {
      if (spread.advance()) {
        spread.take();
        marked.add(at);
      }
    }
    return marked;
  }
}
