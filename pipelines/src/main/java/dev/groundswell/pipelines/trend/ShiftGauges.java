package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.Metric;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/** Shows the cells that have an open shift, or had one since this process started. */
final class ShiftGauges implements AutoCloseable {

  private final ExpositionLease exposition;
  private final Set<String> shown = new HashSet<>();

  ShiftGauges(ExpositionLease exposition) {
    this.exposition = exposition;
  }

  void show(TrendCell cell) {
    if (!Targets.isShown(cell.getTargetKind())) {
      return;
    }
    if (!cell.getOpen().isEmpty()) {
      TrendShift last =
          cell.getOpen().stream()
              .map(OpenShift::getShift)
              .max(Comparator.comparingLong(TrendShift::getUpdated))
              .orElseThrow();
      set(Metric.TREND_SHIFT_OPEN, cell, 1);
      set(Metric.TREND_SURPRISE, cell, last.getPeakSurprise());
      set(Metric.TREND_RATE_RATIO, cell, last.getPeakRateRatio());
      shown.add(Cell.of(cell).key());
    } else if (!shown.isEmpty() && shown.remove(Cell.of(cell).key())) {
      set(Metric.TREND_SHIFT_OPEN, cell, 0);
    }
  }

  private void set(Metric metric, TrendCell cell, double value) {
    exposition
        .gauge(metric, cell.getTechnique(), cell.getTargetKind().name(), cell.getTarget())
        .set(value);
  }

  @Override
  public void close() {
    exposition.close();
  }
}
