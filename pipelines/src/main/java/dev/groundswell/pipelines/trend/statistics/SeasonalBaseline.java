package dev.groundswell.pipelines.trend.statistics;

/**
 * What rate of events is normal at an hour of the week (UTC), and how much counts vary around it: a
 * Gamma-Poisson model with a Gamma per hour of the week, which forgets by powers (Harvey and
 * Fernandes, Journal of Business and Economic Statistics 7, 1989; West and Harrison, Bayesian
 * Forecasting and Dynamic Models, 2nd ed., 1997). Each hour keeps its sums of events n and exposure
 * e, which a week multiplies by 2^(-week / half-life). Rates are events per unit of exposure.
 *
 * <p>An hour of the week is met once a week, so little is known of it for long. Its rate is (s + n)
 * / (s / prior + e), with strength s, where the prior is the rate at that hour of all days, whose
 * prior is the rate of the cell at all hours, whose prior is the parent's, each found alike.
 * Neighbouring hours would tell as much, but blur where a day begins or a job starts; other days do
 * not. How uncertain the rate is goes into the dispersion that is expected, so that a cell of which
 * nothing is known is hardly surprising.
 *
 * <p>An hour is learned when it is over, so that nothing of it is in what its ticks are judged by;
 * and as no more events than it takes to be surprising ({@link Learning#clip}; winsorising, as
 * Gelper, Fried and Croux, Journal of Forecasting 29, 2010, do). Else an attack would be normal a
 * week later; and if it were not learned at all, a product that has grown would never be. By
 * default three hours of a hundredfold attack make the same hours of the next week expect 1.5 to
 * 2.5 times as much, the more the more counts vary, and others the same; threefold growth is half
 * learned after two weeks and nine tenths after six. Whether it alerted makes no difference, so
 * that a baseline is a function of its counts alone. Too few events are not clipped: a filter that
 * fails for an hour costs a part of that hour's expectation, and nobody attacks with them.
 *
 * <p>Immutable.
 */
public final class SeasonalBaseline {

  private static final long HOUR_MILLIS = 3_600_000;

  /** What is assumed of the dispersion counts as so many ticks. */
  private static final double DISPERSION_STRENGTH = 50;

  private final Learning learning;
  private final SeasonalSums sums;

  private SeasonalBaseline(Learning learning, SeasonalSums sums) {
    this.learning = learning;
    this.sums = sums;
  }

  /** One that has seen nothing. */
  public static SeasonalBaseline unlearned(Learning learning) {
    return new SeasonalBaseline(learning, SeasonalSums.none());
  }

  /**
   * The one that had these figures.
   *
   * @throws IllegalArgumentException if they are not the figures of a baseline
   */
  public static SeasonalBaseline of(Learning learning, double[] figures) {
    return new SeasonalBaseline(learning, SeasonalSums.of(figures));
  }

  /** All that it knows, 343 numbers for a state or a file: {@link SeasonalSums#figures}. */
  public double[] figures() {
    return sums.figures();
  }

  /**
   * The count that is expected of a tick, from the hours before.
   *
   * @param time of the tick, milliseconds since the epoch; not before the hour it has come to
   * @param exposure of the tick; positive, as a tick without any can neither be judged nor learned
   * @param parentRate events per unit of exposure where nothing was learned; positive
   * @throws IllegalArgumentException if a number is none of these
   */
  public NegativeBinomialSurprise expect(long time, double exposure, double parentRate) {
    return expect(sumsAt(time, parentRate), exposure, parentRate);
  }

  /**
   * The baseline after a tick, which was judged by this one.
   *
   * @param events counted in the tick
   */
  public SeasonalBaseline after(long time, long events, double exposure, double parentRate) {
    SeasonalSums known = sumsAt(time, parentRate);
    NegativeBinomialSurprise expected = expect(known, exposure, parentRate);
    long clipped = expected.clip(events, learning.clip());
    double spread = level(known, exposure, parentRate).spread();
    return new SeasonalBaseline(
        learning,
        known.plus(
            new Rate((double) events, exposure), Dispersion.of(clipped, expected.mean(), spread)));
  }

  private SeasonalSums sumsAt(long time, double parentRate) {
    long hour = Math.floorDiv(time, HOUR_MILLIS);
    return hour == sums.hour() ? sums : sums.at(hour, learned(parentRate), learning);
  }

  /** What is learned of the hour that the sums have come to, once it is over. */
  private Rate learned(double parentRate) {
    Rate counted = sums.thisHour();
    if (counted.exposure() == 0) {
      return counted;
    }
    NegativeBinomialSurprise expected = expect(sums, counted.exposure(), parentRate);
    long clipped = expected.clip((long) counted.events(), learning.clip());
    return new Rate((double) clipped, counted.exposure());
  }

  private NegativeBinomialSurprise expect(SeasonalSums known, double exposure, double parentRate) {
    Arguments.positive("exposure", exposure);
    Arguments.positive("rate of the parent", parentRate);
    Level rate = level(known, exposure, parentRate);
    double dispersion = (1 + dispersion(known)) * (1 + rate.spread()) - 1;
    return new NegativeBinomialSurprise(rate.rate() * exposure, dispersion);
  }

  private double dispersion(SeasonalSums known) {
    return known.dispersion().estimate(learning.dispersion(), DISPERSION_STRENGTH);
  }

  private Level level(SeasonalSums known, double exposure, double parentRate) {
    Level parent = new Level(parentRate, 0);
    double mean = known.hours().level(parent, 1).rate() * exposure;
    // So many counts that come in bursts tell as much as one that does not.
    double factor = 1 + dispersion(known) * mean;
    return known.hours().level(parent, known.hour(), factor);
  }
}
