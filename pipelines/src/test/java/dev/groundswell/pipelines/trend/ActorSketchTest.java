package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ActorSketchTest {

  @Test
  void countsFewActorsExactly() {
    ActorSketch actors = sketch(0, 10);
    actors.add("actor-3");
    assertThat(actors.estimate()).isCloseTo(10, within(0.01));
  }

  @Test
  void countsManyActorsWithinThreeStandardErrors() {
    assertThat(sketch(0, 200_000).estimate()).isCloseTo(200_000, within(200_000 * 3 * 0.013));
  }

  @Test
  void theUnionCountsSharedActorsOnce() {
    ByteBuffer union = ActorSketch.union(sketch(0, 60).toBytes(), sketch(40, 100).toBytes());
    assertThat(ActorSketch.of(union).estimate()).isCloseTo(100, within(0.1));
  }

  @Test
  void theUnionDoesNotDependOnTheOrder() {
    ByteBuffer one = sketch(0, 50_000).toBytes();
    ByteBuffer other = sketch(30_000, 90_000).toBytes();
    assertThat(ActorSketch.of(ActorSketch.union(one, other)).estimate())
        .isEqualTo(ActorSketch.of(ActorSketch.union(other, one)).estimate());
  }

  private static ActorSketch sketch(int from, int to) {
    ActorSketch actors = ActorSketch.empty();
    for (int i = from; i < to; i++) {
      actors.add("actor-" + i);
    }
    return actors;
  }
}
