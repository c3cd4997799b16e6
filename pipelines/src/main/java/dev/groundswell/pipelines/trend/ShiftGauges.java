package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.Metric;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shows the cells that have an open shift, or had one since this process started. */
final class ShiftGauges implements AutoCloseable {

  private final ExpositionLease exposition;
  private final Set<String> shown = new HashSet<>();

  ShiftGauges(ExpositionLease exposition) {
    this.exposition = exposition;
  }

  void show(TrendCell cell) {
    show(Cell.of(cell), cell.getOpen());
  }

  void show(Cell cell, List<OpenShift> open) {
    if (!Targets.isShown(cell.target().kind())) {
      return;
    }
    if (!open.isEmpty()) {
      TrendShift last =
          open.stream()
              .map(OpenShift::getShift)
              .max(Comparator.comparingLong(TrendShift::getUpdated))
              .orElseThrow();
      set(Metric.TREND_SHIFT_OPEN, cell, 1);
      set(Metric.TREND_SURPRISE, cell, last.getPeakSurprise());
      set(Metric.TREND_RATE_RATIO, cell, last.getPeakRateRatio());
      shown.add(cell.key());
    } else if (!shown.isEmpty() && shown.remove(cell.key())) {
      set(Metric.TREND_SHIFT_OPEN, cell, 0);
    }
  }

  private void set(Metric metric, Cell cell, double value) {
    exposition
        .gauge(metric, cell.technique(), cell.target().kind().name(), cell.target().value())
        .set(value);
  }

  @Override
  public void close() {
    exposition.close();
  }
}
