package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExposedMixTest {

  @Test
  void equalMixesHaveNoDivergence() {
    ExposedMix mix =
        ExposedMix.of(List.of(counted("a", 20, 1, 140, 7), counted("b", 60, 1, 420, 7))).get();
    assertThat(mix.shift().divergence()).isCloseTo(0, within(1e-12));
    assertThat(mix.counts()).isEqualTo(80);
    assertThat(mix.countsBefore()).isCloseTo(560, within(1e-9));
    assertThat(mix.evenness()).isCloseTo(1 / (1 / 16.0 + 9 / 16.0), within(1e-12));
  }

  @Test
  void exposureMovesWhatIsExpected() {
    ExposedMix mix =
        ExposedMix.of(List.of(counted("a", 200, 10, 140, 7), counted("b", 60, 1, 420, 7))).get();
    assertThat(mix.expected().get("a")).isCloseTo(200, within(1e-9));
    assertThat(mix.shift().divergence()).isCloseTo(0, within(1e-12));
    // (10/7 * 140 + 1/7 * 420)^2 / ((10/7)^2 * 140 + (1/7)^2 * 420).
    assertThat(mix.countsBefore()).isCloseTo(260.0 * 260 / (14_420 / 49.0), within(1e-9));
  }

  @Test
  void smallTargetsArePutTogether() {
    ExposedMix mix =
        ExposedMix.of(
                List.of(
                    counted("a", 2, 1, 21, 7),
                    counted("b", 4, 1, 21, 7),
                    counted("c", 94, 1, 658, 7)))
            .get();
    assertThat(mix.shift().freedom()).isEqualTo(1);
    assertThat(mix.shift().divergence()).isCloseTo(0, within(1e-12));
  }

  @Test
  void nothingIsSaidOfOneTargetOrNone() {
    assertThat(ExposedMix.of(List.of())).isEmpty();
    assertThat(ExposedMix.of(List.of(counted("a", 20, 1, 140, 7)))).isEmpty();
    assertThat(ExposedMix.of(List.of(counted("a", 2, 1, 14, 7), counted("b", 2, 1, 14, 7))))
        .isEmpty();
  }

  @Test
  void targetsWithoutExposureThenOrNowAreLeftOut() {
    assertThat(
            ExposedMix.of(
                    List.of(
                        counted("a", 20, 1, 140, 7),
                        counted("b", 60, 1, 420, 7),
                        counted("new", 500, 1, 0, 0),
                        counted("gone", 0, 0, 500, 7)))
                .get()
                .expected())
        .containsOnlyKeys("a", "b");
  }

  private static ExposedMix.Counted counted(
      String target, double count, double exposure, double before, double exposureBefore) {
    return new ExposedMix.Counted(target, count, exposure, before, exposureBefore);
  }
}
