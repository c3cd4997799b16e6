package dev.groundswell.local.trends;

import dev.groundswell.local.recorded.ReadingReport;
import dev.groundswell.local.recorded.Recorded;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TrendShift;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** What a run tells the person who waits for it, once its input is read. */
record TrendsReport(ReadingReport reading) {

  void taken(long inputs) {
    reading.print("%,d events or rows taken".formatted(inputs));
  }

  /** Says why there can be no shift, where the input ends before one might open. */
  void warnOfWarmUp(Recorded recorded, Duration warmUp) {
    recorded
        .span()
        .map(span -> Duration.between(span.first(), span.last()))
        .filter(length -> length.compareTo(warmUp) < 0)
        .ifPresent(
            length ->
                reading.print(
                    "warning: it is of %.1f days; nothing opens in the first %d, which are learned"
                        .formatted(
                            length.toMinutes() / (double) Duration.ofDays(1).toMinutes(),
                            warmUp.toDays())));
  }

  void summary(Recorded recorded, List<TrendShift> revisions) {
    reading.print("%,d lines read, %,d refused".formatted(recorded.read(), recorded.refused()));
    recorded
        .span()
        .ifPresent(span -> reading.print("from %s to %s".formatted(span.first(), span.last())));
    Map<ShiftKind, Long> opened = new EnumMap<>(ShiftKind.class);
    long closed = 0;
    for (TrendShift revision : revisions) {
      if (revision.getState() == ShiftState.opened) {
        opened.merge(revision.getKind(), 1L, Long::sum);
      }
      closed += revision.getState() == ShiftState.closed ? 1 : 0;
    }
    long all = opened.values().stream().mapToLong(Long::longValue).sum();
    reading.print("%,d shifts, %,d of them open at the end".formatted(all, all - closed));
    for (ShiftKind kind : EnumSet.complementOf(EnumSet.of(ShiftKind.other))) {
      reading.print("%,d of %s".formatted(opened.getOrDefault(kind, 0L), kind));
    }
  }
}
