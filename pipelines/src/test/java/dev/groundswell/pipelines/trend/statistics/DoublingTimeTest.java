package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoublingTimeTest {

  /** AIDS in Belgium, 1981 to 1993: Wood, Generalized Additive Models, 2006, 2.3.2. */
  private static final List<Rate> BELGIUM =
      series(12, 14, 33, 50, 67, 74, 123, 141, 165, 204, 253, 246, 240);

  @Test
  void theSlopeIsThatOfTheTextbook() {
    DoublingTime doubling = DoublingTime.of(BELGIUM, 0.9).get();
    assertThat(Math.log(2) / doubling.panes()).isCloseTo(0.202121, within(1e-6));
  }

  @Test
  void theIntervalIsThatOfTheTextbookWidenedByBursts() {
    // The book's standard error is 0.007771; Pearson's statistic is 74.2213, and t(11) is 1.795885.
    double reach = 0.007771 * Math.sqrt(74.2213 / 11) * 1.795885;
    Interval interval = DoublingTime.of(BELGIUM, 0.9).get().interval();
    assertThat(interval.low()).isCloseTo(Math.log(2) / (0.202121 + reach), within(0.001));
    assertThat(interval.high()).isCloseTo(Math.log(2) / (0.202121 - reach), within(0.001));
  }

  @Test
  void doublingEveryTwoPanesIsTwo() {
    double root = 1000 * Math.sqrt(2);
    DoublingTime doubling = DoublingTime.of(series(1000, root, 2000, 2 * root, 4000), 0.9).get();
    assertThat(doubling.panes()).isCloseTo(2, within(1e-9));
    assertThat(doubling.interval().low()).isLessThan(2).isGreaterThan(1.8);
    assertThat(doubling.interval().high()).isGreaterThan(2).isLessThan(2.3);
  }

  @Test
  void growthOfTheExposureIsNoGrowth() {
    List<Rate> busier = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      busier.add(new Rate(10 * Math.pow(2, i), 1000 * Math.pow(2, i)));
    }
    assertThat(DoublingTime.of(busier, 0.9)).isEmpty();
  }

  @Test
  void panesWithoutExposureAreGaps() {
    List<Rate> gap = new ArrayList<>(series(100, 200, 400, 800, 1600));
    gap.set(2, new Rate(0, 0));
    assertThat(DoublingTime.of(gap, 0.9).get().panes()).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 285, 1000})
  void noLengthOfGapChangesIt(int gap) {
    List<Rate> series = series(100, 1000, 10_000);
    DoublingTime doubling = DoublingTime.of(series, 0.9).get();
    List<Rate> silence = Collections.nCopies(gap, new Rate(0, 0));
    List<Rate> after = new ArrayList<>(series);
    after.addAll(silence);
    List<Rate> before = new ArrayList<>(silence);
    before.addAll(series);
    assertThat(doubling.panes()).isCloseTo(Math.log10(2), within(1e-9));
    for (List<Rate> withGap : List.of(after, before)) {
      DoublingTime same = DoublingTime.of(withGap, 0.9).get();
      assertThat(same.panes()).isCloseTo(doubling.panes(), within(1e-9));
      assertThat(same.interval().high()).isCloseTo(doubling.interval().high(), within(1e-9));
    }
  }

  @Test
  void eventsWithoutExposureAreRefusedAndNotPassedOver() {
    List<Rate> odd = new ArrayList<>(series(100, 200, 400, 800));
    odd.set(1, new Rate(3, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DoublingTime.of(odd, 0.9))
        .withMessage("pane 1 has 3.0 events and no exposure");
  }

  @Test
  void whatShrinksOrStaysHasNoDoublingTime() {
    assertThat(DoublingTime.of(series(80, 40, 20, 10), 0.9)).isEmpty();
    assertThat(DoublingTime.of(series(9, 9, 9, 9), 0.9)).isEmpty();
  }

  @Test
  void whatIsTooLittleToTellHasNoDoublingTime() {
    assertThat(DoublingTime.of(List.of(), 0.9)).isEmpty();
    assertThat(DoublingTime.of(series(1, 100), 0.9)).isEmpty();
    assertThat(DoublingTime.of(series(0, 0, 0, 0), 0.9)).isEmpty();
    assertThat(DoublingTime.of(series(1, 0, 1, 2), 0.9)).isEmpty();
  }

  @Test
  void whatComesAllAtOnceHasNoDoublingTime() {
    assertThat(DoublingTime.of(series(0, 0, 0, 1e6), 0.9)).isEmpty();
  }

  @Test
  void steadyRatesSeemToGrowNoMoreOftenThanStated() {
    Random random = new Random(3);
    int growing = 0;
    for (int i = 0; i < 4000; i++) {
      double[] counts = new double[12];
      for (int event = 0; event < 240; event++) {
        counts[random.nextInt(counts.length)]++;
      }
      growing += DoublingTime.of(series(counts), 0.9).isPresent() ? 1 : 0;
    }
    assertThat(growing / 4000.0).isBetween(0.01, 0.05);
  }

  @Test
  void refusesWhatIsNoConfidence() {
    assertThatIllegalArgumentException().isThrownBy(() -> DoublingTime.of(BELGIUM, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> DoublingTime.of(BELGIUM, 1));
  }

  private static List<Rate> series(double... counts) {
    return Arrays.stream(counts).mapToObj(count -> new Rate(count, 1000)).toList();
  }
}
