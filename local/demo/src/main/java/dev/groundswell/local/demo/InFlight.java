package dev.groundswell.local.demo;

import dev.groundswell.local.simulator.SimulatedRecord;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Records that were made and are not on the broker yet. Of these times the clock of a run must not
 * pass the earliest: a partition without news would seem to be complete up to there.
 */
final class InFlight {

  private final TreeMap<Long, Integer> dues = new TreeMap<>();
  private long last;
  private boolean isOver;

  /** The same records; each is in flight from when it is asked for. */
  Iterator<SimulatedRecord> of(Iterator<SimulatedRecord> records) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public SimulatedRecord next() {
        SimulatedRecord record = records.next();
        begun(record.dueNanos());
        return record;
      }
    };
  }

  private synchronized void begun(long dueNanos) {
    last = dueNanos;
    dues.merge(dueNanos, 1, Integer::sum);
  }

  /** A record that was due then is on the broker. */
  synchronized void arrived(long dueNanos) {
    dues.computeIfPresent(dueNanos, (due, records) -> records == 1 ? null : records - 1);
  }

  /** Nothing comes any more. */
  synchronized void over() {
    isOver = true;
  }

  /** When the earliest was due, in nanoseconds of wall time; empty when nothing comes any more. */
  synchronized OptionalLong earliestDueNanos() {
    return isOver ? OptionalLong.empty() : OptionalLong.of(dues.isEmpty() ? last : dues.firstKey());
  }
}
