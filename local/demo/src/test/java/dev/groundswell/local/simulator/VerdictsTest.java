package dev.groundswell.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.AtlasTechniques;
import dev.groundswell.schemas.Hazard;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictTarget;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerdictsTest {

  private static final int DRAWS = 10_000;

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void everyTechniqueIsInTheTable() {
    assertThat(
            draw(() -> Verdicts.low(Producer.CANONICAL, 0.5, random))
                .map(Verdict::getTechnique)
                .distinct())
        .hasSizeGreaterThan(5)
        .allMatch(id -> AtlasTechniques.byId(id).isPresent());
  }

  @Test
  void everyHarmIsAHazard() {
    assertThat(
            draw(() -> Verdicts.low(Producer.CANONICAL, 0.5, random))
                .map(Verdict::getHarm)
                .distinct())
        .hasSizeGreaterThan(5)
        .allMatch(harm -> Hazard.ofHarm(harm).isPresent());
  }

  @Test
  void injectionThroughRetrievalGrowsOverTheRun() {
    long first = indirect(0);
    long last = indirect(1);

    assertThat(first).isBetween(300L, 600L);
    assertThat(last).isGreaterThan(7 * first);
  }

  @Test
  void aDeniedCallWasBlockedAndAFlaggedOneWasNot() {
    assertThat(draw(() -> Verdicts.denied(Producer.CANONICAL, random)))
        .allMatch(verdict -> verdict.getAction() == VerdictAction.block)
        .allMatch(verdict -> verdict.getSeverity() >= 5);
    assertThat(draw(() -> Verdicts.low(Producer.CANONICAL, 0.5, random)))
        .allMatch(verdict -> verdict.getAction() == VerdictAction.allow)
        .allMatch(verdict -> verdict.getSeverity() <= 3);
  }

  private long indirect(double progress) {
    return draw(() -> Verdicts.low(Producer.CANONICAL, progress, random))
        .filter(verdict -> verdict.getTechnique().equals("AML.T0051.001"))
        .filter(verdict -> verdict.getTarget() == VerdictTarget.retrieval)
        .count();
  }

  private static Stream<Verdict> draw(Supplier<Verdict> verdicts) {
    return Stream.generate(verdicts).limit(DRAWS);
  }
}
