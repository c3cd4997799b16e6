package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.Learning;
import dev.groundswell.pipelines.trend.statistics.SeasonalBaseline;
import dev.groundswell.schemas.TrendCell;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.flink.api.common.state.MapState;

/** The cells that have been seen, each with its baseline. */
final class CellState {

  private final MapState<String, TrendCell> cells;

  /** What the cells' baselines know of the hours of the week: large, and new once an hour. */
  private final MapState<String, double[]> weeks;

  private final Learning learning;

  CellState(
      MapState<String, TrendCell> cells, MapState<String, double[]> weeks, Learning learning) {
    this.cells = cells;
    this.weeks = weeks;
    this.learning = learning;
  }

  /** By their keys, in the order of these, but for those that were last seen before then. */
  Map<String, TrendCell> since(long lastSeen) throws Exception {
    Map<String, TrendCell> known = MapStates.sorted(cells);
    Iterator<Map.Entry<String, TrendCell>> entries = known.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, TrendCell> cell = entries.next();
      if (cell.getValue().getLastSeen() < lastSeen && cell.getValue().getOpen().isEmpty()) {
        entries.remove();
        cells.remove(cell.getKey());
        weeks.remove(cell.getKey());
      }
    }
    return known;
  }

  /** All of them, in no order. */
  Iterable<TrendCell> all() throws Exception {
    return cells.values();
  }

  SeasonalBaseline baseline(String key, TrendCell cell) throws Exception {
    double[] week = weeks.get(key);
    return week == null
        ? SeasonalBaseline.unlearned(learning)
        : SeasonalBaseline.of(
            learning, cell.getHour().stream().mapToDouble(Double::doubleValue).toArray(), week);
  }

  /** Keeps a cell whose baseline has not learned. */
  void put(String key, TrendCell cell) throws Exception {
    cells.put(key, cell);
  }

  /** Keeps a cell with what its baseline has learned. */
  void put(String key, TrendCell cell, SeasonalBaseline known, SeasonalBaseline learned)
      throws Exception {
    cell.setHour(DoubleStream.of(learned.hourFigures()).boxed().toList());
    cells.put(key, cell);
    if (learned.hourBegan() != known.hourBegan() || !weeks.contains(key)) {
      weeks.put(key, learned.weekFigures());
    }
  }
}
