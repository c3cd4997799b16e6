package dev.groundswell.local.scorecard;

import static java.util.Comparator.comparingLong;

import dev.groundswell.local.simulator.HistoryConfig;
import dev.groundswell.local.simulator.PlantedTrend;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TrendShift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The shifts of a run against the trends that its history planted. Its JSON keys are a data format.
 *
 * @param days length of the history
 * @param records sent in it
 * @param planted what became of each trend
 * @param otherShifts shifts that opened in the history and belong to no trend
 * @param liveShifts shifts that opened afterwards, which nobody judges: live traffic plants abuse
 *     for every rule
 */
public record TrendScorecard(
    long days, long records, List<Planted> planted, List<OtherShift> otherShifts, long liveShifts) {

  /** A trend owns what opens in the cells of its technique until so long after its end. */
  private static final Duration AFTERMATH = Duration.ofDays(1);

  /**
   * A trend that was planted. Times are ISO 8601.
   *
   * @param name of the trend
   * @param technique ATLAS id
   * @param target product
   * @param expected kind of the shift that must open; null if none may
   * @param opened whether one did: of that kind, or of any if none may
   * @param kind of that shift; null without one
   * @param began when the trend did
   * @param openedAt when the first of these shifts opened; null without one
   * @param delayS from the one to the other, in seconds; null without one
   */
  public record Planted(
      String name,
      String technique,
      String target,
      String expected,
      boolean opened,
      String kind,
      String began,
      String openedAt,
      Long delayS) {

    private static Planted of(PlantedTrend trend, Optional<TrendShift> shift) {
      Optional<Instant> opened = shift.map(TrendScorecard::opened);
      return new Planted(
          trend.name(),
          trend.technique(),
          trend.target(),
          trend.expected().map(ShiftKind::name).orElse(null),
          shift.isPresent(),
          shift.map(found -> found.getKind().name()).orElse(null),
          trend.began().toString(),
          opened.map(Instant::toString).orElse(null),
          opened.map(at -> Duration.between(trend.began(), at).toSeconds()).orElse(null));
    }

    boolean isAsExpected() {
      return opened == (expected != null);
    }

    private String line() {
      return String.format(
          Locale.ROOT,
          "%-4s %-18s %-13s @ %-7s expected %-12s %s",
          isAsExpected() ? "ok" : "FAIL",
          name,
          technique,
          target,
          expected == null ? "silence" : expected,
          opened ? "%s after %s".formatted(kind, Duration.ofSeconds(delayS)) : "nothing opened");
    }
  }

  /**
   * A shift that nothing planted explains.
   *
   * @param kind of the shift
   * @param technique ATLAS id
   * @param targetKind what the target is
   * @param target its name
   * @param openedAt ISO 8601
   */
  public record OtherShift(
      String kind, String technique, String targetKind, String target, String openedAt) {

    private static OtherShift of(TrendShift shift) {
      return new OtherShift(
          shift.getKind().name(),
          shift.getTechnique(),
          shift.getTargetKind().name(),
          shift.getTarget(),
          opened(shift).toString());
    }

    private String line() {
      return "FAIL other shift: %s of %s @ %s %s at %s"
          .formatted(kind, technique, targetKind, target, openedAt);
    }
  }

  public TrendScorecard {
    planted = List.copyOf(planted);
    otherShifts = List.copyOf(otherShifts);
  }

  /**
   * Compares shifts with what was planted.
   *
   * @param records sent in the history
   * @param openings all shifts of the run, each once
   */
  public static TrendScorecard of(
      List<PlantedTrend> trends,
      HistoryConfig history,
      long records,
      Collection<TrendShift> openings) {
    List<TrendShift> inHistory =
        openings.stream()
            .filter(shift -> !opened(shift).isAfter(history.end()))
            .sorted(comparingLong(TrendShift::getOpened))
            .toList();
    List<Planted> planted = new ArrayList<>();
    List<TrendShift> others = new ArrayList<>(inHistory);
    for (PlantedTrend trend : trends) {
      List<TrendShift> own = inHistory.stream().filter(shift -> owns(trend, shift)).toList();
      planted.add(
          Planted.of(
              trend,
              own.stream()
                  .filter(shift -> trend.expected().map(shift.getKind()::equals).orElse(true))
                  .findFirst()));
      others.removeAll(own);
    }
    return new TrendScorecard(
        history.days(),
        records,
        planted,
        others.stream().map(OtherShift::of).toList(),
        openings.size() - inHistory.size());
  }

  /** The same people are seen in many cells of the technique: of product, model, region, harm. */
  private static boolean owns(PlantedTrend trend, TrendShift shift) {
    return shift.getTechnique().equals(trend.technique())
        && opened(shift).isAfter(trend.began())
        && !opened(shift).isAfter(trend.ended().plus(AFTERMATH));
  }

  private static Instant opened(TrendShift shift) {
    return Instant.ofEpochMilli(shift.getOpened());
  }

  /** True if every trend opened what it should, and nothing else opened in the history. */
  public boolean perfect() {
    return otherShifts.isEmpty() && planted.stream().allMatch(Planted::isAsExpected);
  }

  /** The same for people, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    planted.forEach(trend -> lines.add(trend.line()));
    otherShifts.forEach(shift -> lines.add(shift.line()));
    lines.add("shifts of the live traffic: " + liveShifts);
    return lines;
  }
}
