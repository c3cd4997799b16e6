package dev.groundswell.local.simulator;

import dev.groundswell.schemas.ShiftKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that happens in one product by one technique, and whether a shift should open. Its
 * technique is everyday background there from the start, unless it is new.
 */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and numbers do not change
enum TrendStory {
  /** A technique that nobody has seen before is taken up by twice as many every day. */
  EMERGING_TECHNIQUE(
      new Abuse("AML.T0061", "privacy", Product.AGENTS, 0), ShiftKind.first_seen, new Days(6, 5)) {
    @Override
    double added(double days, double season) {
      return 0.05 * StrictMath.pow(2, days) * season;
    }
  },
  /** For two hours far more people than usual do it. */
  SURGE(
      new Abuse("AML.T0056", "intellectual_property", Product.CHAT, 0.3),
      ShiftKind.surge,
      new Days(3.6, 1 / 12.0)) {
    @Override
    double added(double days, double season) {
      return 20 * season;
    }
  },
  /** A few more every day: no tick shows it. */
  SLOW_RAMP(
      new Abuse("AML.T0068", "indiscriminate_weapons", Product.CODE, 1),
      ShiftKind.ramp,
      new Days(12, 5)) {
    @Override
    double added(double days, double season) {
      return 0.6 * days * season;
    }
  },
  /** Of what a judge objects to afterwards, the filter stops 19 in 20 at first, and half later. */
  DECAYING_FILTER(
      new Abuse("AML.T0051.001", "privacy", Product.AGENTS, 3),
      ShiftKind.filter_decay,
      new Days(9, 4)),
  /** One actor makes as much noise as hundreds. */
  NOISY_ACTOR(
      new Abuse("AML.T0051.000", "non_violent_crimes", Product.CHAT, 0.3),
      null,
      new Days(2.6, 1 / 24.0)) {
    @Override
    double added(double days, double season) {
      return 200;
    }
  },
  /** Three times as many use the product, for good and for bad. */
  PRODUCT_LAUNCH(
      new Abuse("AML.T0088", "sexual_content", Product.IMAGES, 0.3), null, new Days(11, 7));

  /** How many times as many use the product that is launched. */
  static final double LAUNCH_FACTOR = 3;

  private static final double STOPPED_AT_FIRST = 0.95;
  private static final double STOPPED_IN_THE_END = 0.5;
  private static final double DAYS_OF_DECAY = 1.5;

  private static final double DAY_MS = Duration.ofDays(1).toMillis();

  /** Before that nobody can tell what is usual. */
  private static final Duration WARM_UP = Duration.ofDays(7);

  private final Abuse abuse;
  private final ShiftKind expected;
  private final Days days;

  /**
   * When it happens.
   *
   * @param beforeEnd days before the end of the history at which it begins
   * @param lasting days that it lasts
   */
  private record Days(double beforeEnd, double lasting) {}

  TrendStory(Abuse abuse, ShiftKind expected, Days days) {
    this.abuse = abuse;
    this.expected = expected;
    this.days = days;
  }

  /** What is done, and how often on ordinary days. */
  Abuse abuse() {
    return abuse;
  }

  /**
   * Events a tick in addition to what is there every day.
   *
   * @param days since it began
   */
  double added(double days, double season) {
    return 0;
  }

  /** What it is called in summaries. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a history is long enough for it. */
  boolean fits(HistoryConfig config) {
    return !began(config).isBefore(config.start().plus(WARM_UP));
  }

  /** Days since it began; empty if it has not, or is over. */
  Optional<Double> running(HistoryConfig config, long time) {
    boolean runs =
        fits(config) && time >= began(config).toEpochMilli() && time < ended(config).toEpochMilli();
    return runs ? Optional.of((time - began(config).toEpochMilli()) / DAY_MS) : Optional.empty();
  }

  /** What share the inline filter stops of what a judge objects to afterwards. */
  static double stopped(Optional<Double> daysOfDecay) {
    double progress = Math.min(1, daysOfDecay.orElse(0.0) / DAYS_OF_DECAY);
    return STOPPED_AT_FIRST + (STOPPED_IN_THE_END - STOPPED_AT_FIRST) * progress;
  }

  /** The truth about it. */
  PlantedTrend planted(HistoryConfig config) {
    return new PlantedTrend(
        wireName(),
        abuse.technique(),
        abuse.product().service(),
        Optional.ofNullable(expected),
        began(config),
        ended(config));
  }

  private Instant began(HistoryConfig config) {
    return config.end().minusMillis((long) (days.beforeEnd() * DAY_MS));
  }

  private Instant ended(HistoryConfig config) {
    return began(config).plusMillis((long) (days.lasting() * DAY_MS));
  }
}
