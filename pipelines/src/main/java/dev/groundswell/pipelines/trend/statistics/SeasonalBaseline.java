package dev.groundswell.pipelines.trend.statistics;

/**
 * What rate of events is normal at an hour of the week (UTC), and how much counts vary around it: a
 * Gamma-Poisson model with a Gamma per hour of the week, which forgets by powers (Harvey and
 * Fernandes, Journal of Business and Economic Statistics 7, 1989; West and Harrison, Bayesian
 * Forecasting and Dynamic Models, 2nd ed., 1997). Each hour keeps its sums of events n and exposure
 * e, which a week multiplies by 2^(-week / half-life). Rates are events per unit of exposure.
 *
 * <p>The rate at an hour of the week is (s + n) / (s / prior + e), with strength s, where the prior
 * is the rate at that hour of all days, whose prior is the rate of the cell at all hours, whose
 * prior is the parent's. The same events are in all of them (empirical Bayes), so what is known is
 * somewhat overstated. n and e are divided by the variance factor of a tick of usual exposure.
 *
 * <p>An hour is learned when it is over, so that nothing of it is in what its ticks are judged by;
 * and as no more events than it takes to be surprising ({@link Learning#clip}; winsorising, as
 * Gelper, Fried and Croux, Journal of Forecasting 29, 2010, do).
 *
 * <p>It takes every final tick once, in order of time, those without events too: fed on those with
 * events only, it takes them for all there are and expects many times as many. Immutable.
 */
public final class SeasonalBaseline {

  private static final long HOUR_MILLIS = 3_600_000;

  /** What is assumed of the dispersion counts as so many ticks. */
  private static final double DISPERSION_STRENGTH = 20;

  /**
   * What became of a tick.
   *
   * @param expected the count that was expected of it
   * @param next the baseline that has learned it
   */
  public record Judged(NegativeBinomialSurprise expected, SeasonalBaseline next) {}

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
   * @param hour as {@link #hourFigures}
   * @param hoursOfWeek as {@link #weekFigures}
   * @throws IllegalArgumentException if they are not the figures of a baseline
   */
  public static SeasonalBaseline of(Learning learning, double[] hour, double[] hoursOfWeek) {
    return new SeasonalBaseline(learning, SeasonalSums.of(hour, hoursOfWeek));
  }

  /** The 12 numbers that change with every tick, for a state: {@link SeasonalSums#hourFigures}. */
  public double[] hourFigures() {
    return sums.hourFigures();
  }

  /**
   * The other 336 that it knows, which change with {@link #hourBegan} only: events and then
   * exposure by hour of the week.
   */
  public double[] weekFigures() {
    return sums.hours().figures();
  }

  /** When the hour began that it has come to, in milliseconds since the epoch. */
  public long hourBegan() {
    return sums.hour() * HOUR_MILLIS;
  }

  /**
   * A final tick, by what the hours before let expect of it.
   *
   * @param time of the tick, milliseconds since the epoch; not before {@link #hourBegan}
   * @param events counted in the tick
   * @param exposure of the tick; positive, as a tick without any can neither be judged nor learned
   * @param parentRate events per unit of exposure where nothing was learned; positive
   * @throws IllegalArgumentException if a number is none of these
   */
  public Judged judge(long time, long events, double exposure, double parentRate) {
    SeasonalSums known = sumsAt(time);
    NegativeBinomialSurprise expected = expect(known, exposure, parentRate);
    long clipped = expected.clip(events, learning.clip());
    Dispersion ofTick = Dispersion.of(clipped, expected.mean(), expected.spread());
    OpenHour open = known.open().plus((double) events, exposure, parentRate, ofTick);
    return new Judged(expected, new SeasonalBaseline(learning, known.with(open)));
  }

  /** The count that is expected of a tick, which is not learned. */
  NegativeBinomialSurprise expect(long time, double exposure, double parentRate) {
    return expect(sumsAt(time), exposure, parentRate);
  }

  private SeasonalSums sumsAt(long time) {
    long hour = Math.floorDiv(time, HOUR_MILLIS);
    return hour == sums.hour() ? sums : sums.at(hour, learned(), learning);
  }

  /** The events that are learned of the hour that the sums have come to, once it is over. */
  private double learned() {
    OpenHour open = sums.open();
    if (open.isEmpty()) {
      return 0;
    }
    Level rate = level(sums, open.parentRate());
    NegativeBinomialSurprise expected =
        new NegativeBinomialSurprise(
            rate.rate() * open.exposure().sum(),
            open.dispersionOfSum(dispersion(sums)),
            rate.spread());
    return (double) expected.clip((long) open.events(), learning.clip());
  }

  private NegativeBinomialSurprise expect(SeasonalSums known, double exposure, double parentRate) {
    Arguments.positive("exposure", exposure);
    Arguments.positive("rate of the parent", parentRate);
    Level rate = level(known, parentRate);
    return new NegativeBinomialSurprise(rate.rate() * exposure, dispersion(known), rate.spread());
  }

  private double dispersion(SeasonalSums known) {
    return known.dispersion().estimate(learning.dispersion(), DISPERSION_STRENGTH);
  }

  private Level level(SeasonalSums known, double parentRate) {
    Level parent = new Level(parentRate, 0);
    double usual = known.hours().level(parent, 1).rate() * known.exposure().ofTick();
    // So many counts that come in bursts tell as much as one that does not.
    double factor = 1 + dispersion(known) * usual;
    return known.hours().level(parent, known.hour(), factor);
  }
}
