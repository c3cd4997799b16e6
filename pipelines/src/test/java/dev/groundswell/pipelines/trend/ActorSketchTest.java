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

  @Test
  void actorsInBothAreExactWhileTheyAreFew() {
    assertThat(ActorSketch.common(bytes(0, 150), bytes(100, 300))).isEqualTo(50);
    assertThat(ActorSketch.common(bytes(0, 100), bytes(100, 200))).isZero();
    assertThat(ActorSketch.common(bytes(0, 100), null)).isZero();
  }

  @Test
  void ofManyActorsNoneIsInBothByError() {
    assertThat(ActorSketch.common(bytes(0, 100), bytes(100, 20_000))).isLessThan(20);
    assertThat(ActorSketch.common(bytes(0, 10_000), bytes(5_000, 15_000)))
        .isBetween(4_000L, 5_200L);
  }

  private static ByteBuffer bytes(int from, int to) {
    return sketch(from, to).toBytes();
  }
}
