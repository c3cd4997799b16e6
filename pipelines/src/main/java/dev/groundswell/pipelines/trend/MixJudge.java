package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.ExposedMix;
import dev.groundswell.pipelines.trend.statistics.Learning;
import dev.groundswell.pipelines.trend.statistics.MixDispersion;
import dev.groundswell.pipelines.trend.statistics.Rate;
import dev.groundswell.pipelines.trend.statistics.RateRatio;
import dev.groundswell.schemas.DriverKind;
import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TrendReach;
import dev.groundswell.schemas.TrendShift;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A technique whose actors have moved to other targets of a kind: {@code mix_shift} if the mix of a
 * day differs from the one of the week before it by {@link #LEAST_BITS}, and more than chance
 * explains at {@link ShiftConfig#dailyBar}, one test a day. How much days differ where nothing
 * moves is learned day by day; weekends are in it.
 *
 * <p>It closes at the end of a day that is quiet, or had too few actors to tell. Sooner or later
 * one is: a week later the mix is compared with itself.
 */
final class MixJudge {

  /**
   * In bits, what chance makes of it on average taken off: as much as one actor in six who moves
   * from one of two equal targets to the other, or a target that holds 15 % and held 5 %. Of many
   * actors far less is no chance, and of no interest.
   */
  static final double LEAST_BITS = 0.02;

  /** Of fewer actors chance alone makes a third of {@link #LEAST_BITS} for every target. */
  private static final double LEAST_ACTORS = 30;

  /** One quiet day in twenty is not below this surprise. */
  private static final double QUIET_SURPRISE = 1.3;

  private static final double CONFIDENCE = 0.9;
  private static final int MOST_DRIVERS = 3;
  private static final Learning LEARNING = Learning.defaults();

  /** What a day leaves of those before. */
  private static final double REMAINING = LEARNING.remaining(1 / 7.0);

  private final double leastActors;
  private final double bar;

  MixJudge(ShiftConfig config) {
    this.leastActors = Math.max(LEAST_ACTORS, config.actorFloor());
    this.bar = config.dailyBar();
  }

  /**
   * What a day says of a shift.
   *
   * @param mix of the day, beside what was expected
   * @param surprise in decades
   * @param gained targets that hold more than expected
   */
  private record Judged(
      ExposedMix mix, MixDispersion dispersion, double surprise, List<DayMix.OfTarget> gained) {

    static Judged of(ExposedMix mix, MixDispersion dispersion, DayMix day) {
      return new Judged(
          mix,
          dispersion,
          dispersion.surprise(mix),
          day.targets().stream()
              .filter(target -> target.actors().count() > expected(mix, target))
              .toList());
    }

    static double expected(ExposedMix mix, DayMix.OfTarget target) {
      return mix.expected().getOrDefault(target.target(), (double) target.actors().count());
    }

    double excess(DayMix.OfTarget target) {
      return target.actors().count() - expected(mix, target);
    }

    ByteBuffer actors() {
      return gained.stream()
          .map(target -> target.actors().sketch())
          .reduce(null, ActorSketch::union);
    }
  }

  /**
   * Judges a technique at the end of a day, and learns the day.
   *
   * @return the revision that it makes, if any
   */
  Optional<TrendShift> judge(TrendReach reach, DayMix day) {
    MixDispersion dispersion = new MixDispersion(reach.getMixStatistics(), reach.getMixFreedom());
    Optional<ExposedMix> mix =
        ExposedMix.of(day.targets().stream().map(DayMix.OfTarget::counted).toList())
            .filter(known -> Math.min(known.counts(), known.countsBefore()) >= leastActors);
    mix.ifPresent(known -> learn(reach, dispersion.after(known, REMAINING, LEARNING)));
    Optional<Judged> judged =
        mix.filter(known -> day.isWeekKnown()).map(known -> Judged.of(known, dispersion, day));
    return OpenShifts.of(reach, ShiftKind.mix_shift)
        .map(open -> follow(reach, open, judged, day))
        .orElseGet(() -> judged.flatMap(known -> open(reach, known, day)));
  }

  private static void learn(TrendReach reach, MixDispersion learned) {
    reach.setMixStatistics(learned.statistics());
    reach.setMixFreedom(learned.freedom());
  }

  private Optional<TrendShift> open(TrendReach reach, Judged judged, DayMix day) {
    if (judged.mix().shift().excess() < LEAST_BITS || judged.surprise() < bar) {
      return Optional.empty();
    }
    OpenShift open =
        Shifts.open(
            reach,
            new Shifts.Opening(ShiftKind.mix_shift, day.start(), day.end()),
            figures(reach, judged),
            judged.actors());
    reach.getOpen().add(open);
    return Optional.of(told(reach, open.getShift(), judged));
  }

  private static Optional<TrendShift> follow(
      TrendReach reach, OpenShift open, Optional<Judged> judged, DayMix day) {
    TickFigures figures = judged.map(known -> figures(reach, known)).orElse(TickFigures.NONE);
    boolean isQuiet = judged.map(MixJudge::isQuiet).orElse(true);
    Shifts.follow(open, figures, judged.map(Judged::actors).orElse(null), isQuiet);
    if (isQuiet) {
      OpenShifts.remove(reach, open);
      TrendShift closed = Shifts.close(open, figures, day.end());
      closed.setDivergence(judged.map(known -> known.mix().shift().divergence()).orElse(null));
      return Optional.of(closed);
    }
    return Shifts.grown(open, figures, day.end())
        .map(grown -> told(reach, grown, judged.orElseThrow()));
  }

  private static boolean isQuiet(Judged judged) {
    return judged.surprise() < QUIET_SURPRISE
        || judged.mix().shift().excess() < LEAST_BITS / 2
        || judged.gained().isEmpty();
  }

  private static TrendShift told(TrendReach reach, TrendShift revision, Judged judged) {
    revision.setDivergence(judged.mix().shift().divergence());
    revision.setDrivers(drivers(reach, judged));
    return revision;
  }

  private static TickFigures figures(TrendReach reach, Judged judged) {
    long count = 0;
    double expected = 0;
    long exposure = 0;
    for (DayMix.OfTarget target : judged.gained()) {
      count += target.actors().count();
      expected += Judged.expected(judged.mix(), target);
      exposure =
          Targets.hasExposure(reach.getTargetKind())
              ? exposure + target.exposure()
              : target.exposure();
    }
    // What was known of these targets before, as so many counts.
    double known = expected / judged.mix().counts() * judged.mix().countsBefore();
    return new TickFigures(
        count,
        expected,
        exposure,
        judged.surprise(),
        expected == 0
            ? Optional.empty()
            : RateRatio.of(
                new Rate((double) count, (double) exposure),
                new Rate(known, known / expected * exposure),
                judged.dispersion().factor(),
                CONFIDENCE));
  }

  private static List<ShiftDriver> drivers(TrendReach reach, Judged judged) {
    DriverKind kind = DriverKind.valueOf(reach.getTargetKind().name());
    double all = judged.gained().stream().mapToDouble(judged::excess).sum();
    return judged.gained().stream()
        .map(
            target ->
                new ShiftDriver(
                    kind, target.target(), judged.excess(target), judged.excess(target) / all))
        .sorted(
            Comparator.comparingDouble(ShiftDriver::getShare)
                .reversed()
                .thenComparing(ShiftDriver::getValue))
        .limit(MOST_DRIVERS)
        .toList();
  }
}
