package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalseDiscoveryControlTest {

  private static final int TICKS_PER_DAY = 288;

  /** What is promised of as many cells as the simulations have. */
  private static final FalseDiscoveryControl ONE_A_DAY =
      new FalseDiscoveryControl(1, TICKS_PER_DAY);

  private static final int CELLS = 10_000;
  private static final int DAYS = 1000;

  /** Three standard errors of the simulated mean of one a day. */
  private static final double CHANCE = 3 / Math.sqrt(DAYS);

  /** Benjamini and Hochberg, 1995, 4.1: at q = 0.05 the first four are rejected. */
  @Test
  void rejectsWhatItsAuthorsReject() {
    List<Double> surprises =
        surprises(
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0);
    double falsePerTick = 0.05 / (0.95 * 0.95);
    FalseDiscoveryControl control =
        new FalseDiscoveryControl(falsePerTick * 10_000 / surprises.size(), 1);
    double bar = control.bar(surprises, surprises.size());
    assertThat(bar).isCloseTo(-Math.log10(4 * 0.05 / 15), within(1e-12));
    assertThat(surprises.stream().filter(surprise -> surprise >= bar)).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"1, 6.4594", "100, 6.4594", "10000, 6.4624"})
  void aCellAloneNeedsItsShareOfThePromise(long cells, double bar) {
    FalseDiscoveryControl control = new FalseDiscoveryControl(1, TICKS_PER_DAY);
    assertThat(control.bar(List.of(), cells)).isCloseTo(bar, within(0.0001));
    assertThat(control.bar(List.of(30.0), cells)).isCloseTo(bar, within(0.0001));
  }

  @Test
  void cellsThatOpenTogetherLowerTheBarByADecadeAtMost() {
    FalseDiscoveryControl control = new FalseDiscoveryControl(1, TICKS_PER_DAY);
    double alone = control.bar(List.of(), CELLS);
    for (int open : new int[] {2, 5, 10}) {
      assertThat(control.bar(Collections.nCopies(open, 30.0), CELLS))
          .isCloseTo(alone - Math.log10(open), within(1e-12));
    }
    assertThat(control.bar(Collections.nCopies(500, 30.0), CELLS))
        .isCloseTo(alone - 1, within(1e-12));
  }

  @Test
  void cellsThatAreLessSurprisingThanTheLowestBarMayBeLeftOut() {
    Random random = new Random(5);
    for (int i = 0; i < 50; i++) {
      List<Double> all = new ArrayList<>();
      for (int cell = 0; cell < CELLS; cell++) {
        all.add(-2 * Math.log10(random.nextDouble()));
      }
      double lowest = ONE_A_DAY.bar(List.of(), CELLS) - 1;
      List<Double> some = all.stream().filter(surprise -> surprise >= lowest).toList();
      assertThat(ONE_A_DAY.bar(some, CELLS)).isEqualTo(ONE_A_DAY.bar(all, CELLS));
    }
  }

  @Test
  void keepsThePromiseWhereNothingHappens() {
    assertThat(falseOpeningsPerDay(p -> p, 0, 1)).isCloseTo(1, within(CHANCE));
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0", "0.5, 0", "20, 0", "0.5, 1", "20, 0.3"})
  void keepsThePromiseWithCounts(double mean, double dispersion) {
    double opened = falseOpeningsPerDay(attained(mean, dispersion), 0, 1);
    assertThat(opened).isGreaterThan(0).isLessThan(1 + CHANCE);
  }

  @Test
  void everyTrueOpeningAdmitsItsShareOfFalseOnes() {
    double level = CELLS * Math.pow(10, -ONE_A_DAY.bar(List.of(), CELLS));
    double admitted = 5 * TICKS_PER_DAY * level / (1 - level);
    double opened = falseOpeningsPerDay(p -> p, 5, 1);
    assertThat(admitted).isCloseTo(5, within(0.1));
    assertThat(opened).isCloseTo(1 + admitted, within(0.4));
  }

  @Test
  void anyNumberOfTrueOpeningsAdmitsTenTimesThePromiseAtMost() {
    double opened = falseOpeningsPerDay(p -> p, 12, 1);
    assertThat(opened).isBetween(5.0, (double) FalseDiscoveryControl.STEPS);
  }

  @Test
  void cellsThatCountTheSameEventsOpenTogetherInAsFewTicks() {
    double opened = falseOpeningsPerDay(p -> p, 0, 5);
    assertThat(opened / 5).isCloseTo(1, within(CHANCE));
  }

  @Test
  void nineOfTenAreTrueHoweverManyCells() {
    long cells = 100_000_000;
    assertThat(ONE_A_DAY.bar(List.of(), cells)).isCloseTo(9, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0, 288", "NaN, 288", "1, 0", "1, Infinity"})
  void refusesWhatIsNoPromise(double falsePerDay, double ticks) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FalseDiscoveryControl(falsePerDay, ticks));
  }

  @Test
  void refusesMoreSurprisesThanCellsAndWhatIsNoSurprise() {
    assertThatIllegalArgumentException().isThrownBy(() -> ONE_A_DAY.bar(List.of(1.0, 2.0), 1));
    assertThatIllegalArgumentException().isThrownBy(() -> ONE_A_DAY.bar(List.of(), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> ONE_A_DAY.bar(List.of(Double.NaN), 9));
  }

  /**
   * Simulates those cells only that the bar can depend on; how many others lie between two of them
   * is geometric.
   *
   * @param attained the p-value that is shown for one that is uniform, and never less
   * @param shifted cells that truly shift, every tick anew
   * @param block so many cells in turn count the same events
   */
  private static double falseOpeningsPerDay(DoubleUnaryOperator attained, int shifted, int block) {
    Random random = new Random(6);
    double reported = Math.pow(10, 1 - ONE_A_DAY.bar(List.of(), CELLS));
    double others = Math.log1p(-reported);
    int groups = (CELLS - shifted) / block;
    long opened = 0;
    for (int tick = 0; tick < DAYS * TICKS_PER_DAY; tick++) {
      List<Double> surprises = new ArrayList<>(Collections.nCopies(shifted, 100.0));
      double group = Math.floor(Math.log(random.nextDouble()) / others);
      while (group < groups) {
        double p = attained.applyAsDouble(reported * random.nextDouble());
        surprises.addAll(Collections.nCopies(block, -Math.log10(p)));
        group += 1 + Math.floor(Math.log(random.nextDouble()) / others);
      }
      double bar = ONE_A_DAY.bar(surprises, CELLS);
      opened += surprises.stream().filter(surprise -> surprise >= bar).count() - shifted;
    }
    return (double) opened / DAYS;
  }

  /** The least p-value of a count that is not below a uniform one. */
  private static DoubleUnaryOperator attained(double mean, double dispersion) {
    NegativeBinomial counts = new NegativeBinomial(mean, dispersion);
    double[] tails = new double[1000];
    for (int count = 0; count < tails.length; count++) {
      tails[count] = Math.pow(10, -counts.surprise(count));
    }
    return p -> {
      int count = 0;
      while (tails[count + 1] >= p) {
        count++;
      }
      return tails[count];
    };
  }

  private static List<Double> surprises(double... probabilities) {
    return Arrays.stream(probabilities).mapToObj(p -> 0.0 - Math.log10(p)).toList();
  }
}
