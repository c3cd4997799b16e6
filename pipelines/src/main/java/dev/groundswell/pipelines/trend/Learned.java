package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.CellBaseline;
import dev.groundswell.schemas.CellRun;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.KindBaseline;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.WatchedTarget;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is needed to judge at once, as of some time. It is told as one record a cell and one a
 * kind of target, and made of these. Shifts that are open are not in it, nor the runs that may have
 * become some: between then and the start of whoever goes on from it, nobody has followed them.
 * What goes on opens again.
 *
 * @param asOf end of the last tick that is in it, milliseconds since the epoch
 * @param tick how long the ticks were
 * @param cells by their key
 * @param weeks figures of the baselines of the cells, by the same key
 * @param watched since when targets are, by their key in state
 * @param actors sums of {@link ParentRates}
 * @param exposures sums of the same
 */
record Learned(
    long asOf,
    Grain tick,
    Map<String, TrendCell> cells,
    Map<String, double[]> weeks,
    Map<String, WatchedTarget> watched,
    Map<String, Double> actors,
    Map<String, Double> exposures) {

  /**
   * Of the figures of {@link TrendCell}, {@code SeasonalBaseline} and {@link ParentRates}: another
   * meaning of them has another number.
   */
  static final int FORMAT = 1;

  /** As many in one record are half a megabyte, if all names are as long as they can be. */
  private static final int MOST_TARGETS = 500;

  /**
   * The newest of each that is told.
   *
   * @param tick how long ticks are to be
   * @throws IOException saying what to do, if there is none, or one is not of this format and tick
   */
  static Learned of(Collection<Baseline> told, Grain tick) throws IOException {
    Map<String, Baseline> newest = new TreeMap<>();
    for (Baseline baseline : told) {
      requireUsable(baseline, tick);
      newest.merge(
          subject(baseline),
          baseline,
          (one, other) -> one.getAsOf() >= other.getAsOf() ? one : other);
    }
    if (newest.values().stream().allMatch(baseline -> baseline.getKind() == null)) {
      throw new IOException(
          "there are no baselines, or not those of the kinds of targets; a monitor tells them after"
              + " each midnight UTC, and the index job writes them to groundswell-baselines-*");
    }
    long asOf = newest.values().stream().mapToLong(Baseline::getAsOf).max().orElseThrow();
    Learned learned =
        new Learned(
            asOf,
            tick,
            new TreeMap<>(),
            new HashMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>());
    newest.values().forEach(learned::add);
    return learned;
  }

  private static void requireUsable(Baseline baseline, Grain tick) throws IOException {
    if (baseline.getFormat() != FORMAT) {
      throw new IOException(
          "baseline %s has format %d, and this version of Groundswell goes on from %d: start without"
                  .formatted(baseline.getBaselineId(), baseline.getFormat(), FORMAT)
              + " --warm-baselines, or run the version that wrote it");
    }
    if (baseline.getTick() != tick) {
      throw new IOException(
          "baseline %s is of ticks of %s, and these are to be of %s: give the same length, or start"
                  .formatted(baseline.getBaselineId(), words(baseline.getTick()), words(tick))
              + " without --warm-baselines");
    }
  }

  private static String words(Grain grain) {
    return switch (grain) {
      case minute -> "1 min";
      case five_minutes -> "5 min";
      case hour -> "1 h";
      case day, week, month, other -> grain.name();
    };
  }

  /** What a baseline is of: of the same there is one. */
  private static String subject(Baseline baseline) {
    return baseline.getCell() == null
        ? part(baseline.getTargetKind(), baseline.getKind().getPart())
        : Cell.of(baseline.getCell().getState()).key();
  }

  private void add(Baseline baseline) {
    CellBaseline cell = baseline.getCell();
    if (cell != null) {
      String key = Cell.of(cell.getState()).key();
      cells.put(key, cell.getState());
      weeks.put(key, cell.getWeek().stream().mapToDouble(Double::doubleValue).toArray());
    }
    KindBaseline kind = baseline.getKind();
    if (kind != null) {
      TargetKind name = baseline.getTargetKind();
      if (kind.getPart() == 0) {
        exposures.put(ParentRates.key(name), kind.getExposure());
      }
      kind.getActors()
          .forEach((technique, sum) -> actors.put(ParentRates.key(name, technique), sum));
      kind.getWatched().forEach(target -> watched.put(target.getKey(), target));
    }
  }

  /** One record a cell, and one a kind. */
  List<Baseline> told() {
    List<Baseline> told = new ArrayList<>();
    for (TargetKind kind : TargetKind.values()) {
      parts(kind)
          .forEach(
              part -> told.add(baseline(kind, part(kind, part.getPart())).setKind(part).build()));
    }
    cells.forEach(
        (key, cell) ->
            told.add(
                baseline(cell.getTargetKind(), key)
                    .setCell(new CellBaseline(settled(cell), boxed(weeks.get(key))))
                    .build()));
    return told;
  }

  private Baseline.Builder baseline(TargetKind kind, String subject) {
    YearMonth month = YearMonth.from(Instant.ofEpochMilli(asOf).atOffset(ZoneOffset.UTC));
    return Baseline.newBuilder()
        .setBaselineId(HashId.of("baseline", month.toString(), subject))
        .setFormat(FORMAT)
        .setAsOf(asOf)
        .setTick(tick)
        .setTargetKind(kind);
  }

  private static String part(TargetKind kind, int number) {
    return number == 0 ? kind.name() : kind.name() + "\n" + number;
  }

  /** The first one has the sums; names may be long, and records may not. */
  private List<KindBaseline> parts(TargetKind kind) {
    List<WatchedTarget> targets =
        watched.values().stream().filter(target -> isOf(kind, target)).toList();
    List<KindBaseline> parts = new ArrayList<>();
    for (int from = 0; from < targets.size(); from += MOST_TARGETS) {
      List<WatchedTarget> some =
          targets.subList(from, Math.min(from + MOST_TARGETS, targets.size()));
      boolean isFirst = from == 0;
      parts.add(
          KindBaseline.newBuilder()
              .setPart(parts.size())
              .setActors(isFirst ? actors(kind) : Map.of())
              .setExposure(isFirst ? exposures.getOrDefault(ParentRates.key(kind), 0.0) : 0.0)
              .setWatched(some)
              .build());
    }
    return parts;
  }

  private Map<String, Double> actors(TargetKind kind) {
    Map<String, Double> byTechnique = new TreeMap<>();
    String prefix = ParentRates.key(kind, "");
    actors.forEach(
        (key, sum) -> {
          if (key.startsWith(prefix)) {
            byTechnique.put(key.substring(prefix.length()), sum);
          }
        });
    return byTechnique;
  }

  private static boolean isOf(TargetKind kind, WatchedTarget target) {
    return target.getKey().equals(kind.name())
        || target.getKey().startsWith(new Target(kind, "").key());
  }

  private static TrendCell settled(TrendCell cell) {
    TrendCell settled = TrendCell.newBuilder(cell).setOpen(new ArrayList<>()).build();
    settle(settled.getRamp());
    if (settled.getFilter() != null) {
      settle(settled.getFilter().getRun());
    }
    return settled;
  }

  private static void settle(CellRun run) {
    run.setSum(0);
    run.setBegan(0);
    run.setActors(null);
  }

  private static List<Double> boxed(double[] figures) {
    return Arrays.stream(figures).boxed().toList();
  }

  /** In words. */
  String summary() {
    return "%d cells of %d targets as of %s"
        .formatted(cells.size(), watched.size(), Instant.ofEpochMilli(asOf));
  }
}
