package dev.groundswell.pipelines.trend.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a baseline makes of weeks of random counts, and of those that are not as they were. */
class SeasonalSurgeTest {

  private static final long START = Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();
  private static final long TICK = 300_000;
  private static final long HOUR = 12 * TICK;
  private static final long WEEK = 168 * HOUR;

  private static final double REQUESTS = 1000;

  /** What attacks, by how much and when it ends. */
  private record Surge(double factor, long from, long to) {
    static final Surge NONE = new Surge(1, 0, 0);

    double at(long time) {
      return from <= time && time < to ? factor : 1;
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 0, 0.01", "10, 0.1, 0.02", "10, 1, 0.15", "0.5, 1, 0.25"})
  void measuresTheDispersion(double mean, double dispersion, double error) {
    NegativeBinomialSurprise expected =
        after(6, mean, dispersion, Surge.NONE).expect(START + 6 * WEEK, REQUESTS, mean / REQUESTS);
    assertThat(expected.dispersion()).isCloseTo(dispersion, within(error + 0.05));
  }

  @ParameterizedTest
  @CsvSource({"0.02, 0", "0.3, 1", "10, 0", "10, 0.1", "10, 1"})
  void isSurprisedNoMoreOftenThanStated(double mean, double dispersion) {
    Random random = new Random(1);
    SeasonalBaseline learned = after(4, mean, dispersion, Surge.NONE);
    int ticks = 0;
    int twoDecades = 0;
    int threeDecades = 0;
    for (long time = START + 4 * WEEK; time < START + 16 * WEEK; time += TICK) {
      long count = DrawnCounts.draw(mean * day(time), dispersion, random);
      double surprise = learned.expect(time, REQUESTS, mean / REQUESTS).surprise(count);
      ticks++;
      twoDecades += surprise >= 2 ? 1 : 0;
      threeDecades += surprise >= 3 ? 1 : 0;
      learned = learned.judge(time, count, REQUESTS, mean / REQUESTS).next();
    }
    assertThat(twoDecades / (double) ticks).isLessThan(0.012);
    assertThat(threeDecades / (double) ticks).isLessThan(0.0015);
  }

  /** Three hours of a hundred times as much as ever, after eight weeks. */
  @ParameterizedTest
  @CsvSource({"0.02, 0, 1.7, 1.1", "0.3, 0.1, 1.9, 1.03", "10, 0.1, 1.6, 1.01", "10, 1, 2.7, 1.02"})
  void anAttackIsNotNormalAWeekLater(
      double mean, double dispersion, double sameHours, double otherHours) {
    long begin = START + 8 * WEEK;
    Surge attack = new Surge(100, begin, begin + 3 * HOUR);
    SeasonalBaseline attacked = after(9, mean, dispersion, attack);
    SeasonalBaseline spared = after(9, mean, dispersion, Surge.NONE);
    double same = ratio(attacked, spared, begin + WEEK, 3);
    double other = ratio(attacked, spared, begin + WEEK + 3 * HOUR, 165);
    assertThat(same).isBetween(1.0, sameHours);
    assertThat(other).isCloseTo(1, within(otherHours - 1));
  }

  /** Three times as much for good, after eight weeks. */
  @ParameterizedTest
  @CsvSource({"0.02, 0", "0.3, 0.1", "10, 0", "10, 0.1", "10, 1"})
  void whatStaysIsNormalAfterSixWeeks(double mean, double dispersion) {
    Surge growth = new Surge(3, START + 8 * WEEK, Long.MAX_VALUE);
    SeasonalBaseline before = after(9, mean, dispersion, growth);
    SeasonalBaseline learned = after(14, mean, dispersion, growth);
    double week = ratioToNormal(before, mean, START + 9 * WEEK);
    double weeks = ratioToNormal(learned, mean, START + 14 * WEEK);
    assertThat(week).isBetween(1.1, 2.2);
    assertThat(weeks).isCloseTo(3, Percentage.withPercentage(15));
  }

  @ParameterizedTest
  @CsvSource({
    "0.2, 0, 0.02",
    "5, 0.5, 0.02",
    "5, 0.5, 5",
    "5, 0.5, 20",
    "200, 0, 20",
    "200, 0, 100"
  })
  void aCellThatIsUnlikeItsParentIsHalfLearnedInTwoDays(
      double mean, double dispersion, double times) {
    Random random = new Random(3);
    double parentRate = mean / times / REQUESTS;
    SeasonalBaseline learned = SeasonalBaseline.unlearned(Learning.defaults());
    for (long time = START; time < START + 48 * HOUR; time += TICK) {
      long count = DrawnCounts.draw(mean, dispersion, random);
      learned = learned.judge(time, count, REQUESTS, parentRate).next();
    }
    assertThat(learned.expect(START + 48 * HOUR, REQUESTS, parentRate).mean() / mean)
        .isBetween(0.5, 1.5);
  }

  private static SeasonalBaseline after(int weeks, double mean, double dispersion, Surge surge) {
    Random random = new Random(2);
    SeasonalBaseline learned = SeasonalBaseline.unlearned(Learning.defaults());
    for (long time = START; time < START + weeks * WEEK; time += TICK) {
      double now = mean * day(time) * surge.at(time);
      learned =
          learned
              .judge(time, DrawnCounts.draw(now, dispersion, random), REQUESTS, mean / REQUESTS)
              .next();
    }
    return learned;
  }

  private static double ratio(SeasonalBaseline one, SeasonalBaseline other, long from, int hours) {
    double expectedOfOne = 0;
    double expectedOfOther = 0;
    for (int i = 0; i < hours; i++) {
      expectedOfOne += one.expect(from + i * HOUR, REQUESTS, 0.01).mean();
      expectedOfOther += other.expect(from + i * HOUR, REQUESTS, 0.01).mean();
    }
    return expectedOfOne / expectedOfOther;
  }

  private static double ratioToNormal(SeasonalBaseline learned, double mean, long week) {
    double expected = 0;
    for (int i = 0; i < 168; i++) {
      expected += learned.expect(week + i * HOUR, REQUESTS, 0.01).mean() / mean / 168;
    }
    return expected;
  }

  private static double day(long time) {
    return 1 + 0.6 * Math.sin(2 * Math.PI * Math.floorMod(time / HOUR, 24L) / 24);
  }
}
