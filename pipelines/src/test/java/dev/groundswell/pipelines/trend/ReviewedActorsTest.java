package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.schemas.ReviewedActor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReviewedActorsTest {

  @Test
  void anActorPassesByOneCallHoweverManyAreReviewed() {
    double once = shareOfPassed(1);
    assertThat(once).isCloseTo(0.1, within(0.05));
    assertThat(shareOfPassed(20)).isCloseTo(once, within(0.06));
  }

  /** Of 200 actors with so many calls each, of which one in ten passes. */
  private static double shareOfPassed(int calls) {
    ReviewedActors actors = new ReviewedActors();
    for (int call = 0; call < 200 * calls; call++) {
      actors.add("actor-" + call % 200, "call-" + call, call % 10 == call / 200 % 10);
    }
    Reviewed reviewed = Reviewed.of(actors.toList());
    assertThat(reviewed.count()).isEqualTo(200);
    return (double) reviewed.passed().count() / reviewed.count();
  }

  @Test
  void aCallThatTwoJudgesFindAbusiveIsOneAndBlockedIfOneOfThemCameBehindThat() {
    for (boolean first : new boolean[] {true, false}) {
      ReviewedActors actors = new ReviewedActors();
      actors.add("alice", "c1", first);
      actors.add("alice", "c1", !first);
      assertThat(actors.toList()).extracting(ReviewedActor::getPassed).containsExactly(false);
    }
  }

  @Test
  void ofManyActorsTheSameStayHoweverTheyAreMerged() {
    List<ReviewedActor> atOnce = of(0, 1000);
    assertThat(atOnce).hasSize(ReviewedActors.MOST);
    List<ReviewedActor> oneWay =
        ReviewedActors.union(ReviewedActors.union(of(0, 300), of(200, 700)), of(600, 1000));
    List<ReviewedActor> another =
        ReviewedActors.union(of(600, 1000), ReviewedActors.union(of(200, 700), of(0, 300)));
    assertThat(oneWay).isEqualTo(atOnce);
    assertThat(another).isEqualTo(atOnce);
  }

  @Test
  void whoStaysIsNotOfOneKind() {
    assertThat(of(0, 10_000)).filteredOn(ReviewedActor::getPassed).hasSizeBetween(90, 166);
  }

  /** Calls of as many actors, every other of which passed. */
  private static List<ReviewedActor> of(int from, int to) {
    ReviewedActors actors = new ReviewedActors();
    IntStream.range(from, to).forEach(i -> actors.add("actor-" + i, "call-" + i, i % 2 == 0));
    return actors.toList();
  }
}
