package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.trend.statistics.DoublingTime;
import dev.groundswell.pipelines.trend.statistics.Rate;
import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TickRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How fast an open shift grows, by its last ticks: two hours of them, if they take five minutes.
 */
final class Growth {

  private static final int TICKS = 24;
  private static final double CONFIDENCE = 0.9;

  private Growth() {}

  /** Notes a tick; one without requests is a gap. */
  static List<TickRate> after(List<TickRate> ticks, TickFigures figures) {
    List<TickRate> after = new ArrayList<>(ticks);
    after.add(new TickRate(figures.count(), figures.exposure()));
    return after.subList(Math.max(0, after.size() - TICKS), after.size());
  }

  /** The doubling time of actors per request; empty if they do not grow for certain. */
  static Optional<Duration> doublingTime(OpenShift open, Duration tick) {
    if (open.getShift().getKind() == ShiftKind.filter_decay) {
      return Optional.empty(); // What has grown there is a share, which soon grows no more.
    }
    List<Rate> rates =
        open.getTicks().stream()
            .map(each -> new Rate((double) each.getActors(), (double) each.getExposure()))
            .toList();
    return DoublingTime.of(rates, CONFIDENCE)
        .map(doubling -> Duration.ofMillis(Math.round(doubling.panes() * tick.toMillis())));
  }
}
