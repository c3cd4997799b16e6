package dev.groundswell.local.demo;

import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.TrendPoint;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cells by how much the last minute's actors outnumber those of the minutes before. */
final class GrowingCells {

  private static final double SMOOTHING = 0.7;

  /** Below that, one more actor looks like growth. */
  private static final int FEWEST_ACTORS = 3;

  private record Cell(String technique, String target) {}

  private static final class Trend {
    private long pane;
    private double actors;
    private double before;
  }

  private final Map<Cell, Trend> trends = new HashMap<>();

  void add(TrendPoint point) {
    if (point.getGrain() != Grain.minute) {
      return;
    }
    Cell cell = new Cell(point.getTechnique(), point.getTargetKind() + " " + point.getTarget());
    Trend trend = trends.computeIfAbsent(cell, key -> new Trend());
    if (point.getPaneStart() > trend.pane) {
      trend.before = SMOOTHING * trend.before + (1 - SMOOTHING) * trend.actors;
      trend.pane = point.getPaneStart();
    }
    if (point.getPaneStart() == trend.pane) {
      trend.actors = point.getDistinctActors();
    }
  }

  /** The fastest growing cells in words, fastest first. */
  List<String> fastest(int most) {
    long newest = trends.values().stream().mapToLong(trend -> trend.pane).max().orElse(0);
    return trends.entrySet().stream()
        .filter(entry -> entry.getValue().pane == newest)
        .filter(entry -> entry.getValue().actors >= FEWEST_ACTORS)
        .sorted(Comparator.comparingDouble(entry -> -growth(entry.getValue())))
        .limit(most)
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%s @ %s x%.1f (%.0f actors)",
                    entry.getKey().technique(),
                    entry.getKey().target(),
                    growth(entry.getValue()),
                    entry.getValue().actors))
        .toList();
  }

  private static double growth(Trend trend) {
    return (trend.actors + 1) / (trend.before + 1);
  }
}
