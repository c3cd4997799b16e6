package dev.groundswell.local.trends;

import dev.groundswell.local.recorded.Series;
import dev.groundswell.local.recorded.SeriesRow;
import dev.groundswell.pipelines.trend.CountedCell;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendDelta;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * The rows of a series as contributions to one cell, in the order of their times: a value is so
 * many distinct actors among {@link #EXPOSURE} requests, be it more than these. Sketches are made
 * one after the other, for all of them would fill the memory.
 */
final class SeriesPanes implements GeneratorFunction<Long, TrendDelta> {

  /** No technique of ATLAS: what was counted is not known. */
  static final String TECHNIQUE = "series";

  /** Actors per 10 000 requests, as rates of abuse are told, are the value of the row then. */
  static final long EXPOSURE = 10_000;

  private static final long serialVersionUID = 1L;

  private final CountedCell cell;
  private final long[] times;
  private final long[] values;

  /**
   * @param target what the series is of
   */
  SeriesPanes(Series series, String target) {
    this.cell = new CountedCell(TECHNIQUE, TargetKind.product, target, EXPOSURE);
    this.times = series.rows().stream().mapToLong(SeriesRow::time).toArray();
    this.values = series.rows().stream().mapToLong(SeriesRow::value).toArray();
  }

  @Override
  public TrendDelta map(Long index) {
    int row = index.intValue();
    return cell.at(times[row], values[row]);
  }
}
