package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.sinks.prometheus.CounterSeries;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one writer received and what became of it, since it started: {@code documents = written +
 * superseded + dead_lettered + pending}.
 *
 * <p>Documents that a checkpoint gives back are received again by the writer that is restored with
 * them. Live counters run along; the books are published only when nothing is in flight, and are
 * exact there.
 */
final class SinkLedger {

  private static final String STAGE_PREFIX = "elasticsearch-";
  private static final String DOCUMENTS = "documents";
  private static final String PENDING = "pending";
  private static final List<WriteOutcome> ENDS =
      List.of(WriteOutcome.WRITTEN, WriteOutcome.SUPERSEDED, WriteOutcome.DEAD_LETTER);

  private final String stage;
  private final String subtask;
  private final ExpositionLease exposition;
  private final Map<WriteOutcome, Entry> entries = new EnumMap<>(WriteOutcome.class);
  private long documents;

  /**
   * @param sink name of the sink, the label of its live counters
   */
  SinkLedger(String sink, int subtask, ExpositionLease exposition) {
    this.stage = STAGE_PREFIX + sink;
    this.subtask = Integer.toString(subtask);
    this.exposition = exposition;
    for (WriteOutcome outcome : WriteOutcome.values()) {
      entries.put(
          outcome,
          new Entry(
              new LongAdder(), exposition.counter(Metric.SINK_DOCUMENTS, sink, outcome.label())));
    }
  }

  /** Counts documents in. On the task's thread. */
  void received(int count) {
    documents += count;
  }

  /** Counts what became of one document. On any thread, before its request is given back. */
  void add(WriteOutcome outcome) {
    Entry entry = entries.get(outcome);
    entry.total.increment();
    entry.series.add(1);
  }

  /**
   * Publishes the books. On the task's thread, while nothing is in flight.
   *
   * @param pending documents that wait for a next attempt
   */
  void publish(int pending) {
    publish(DOCUMENTS, documents);
    ENDS.forEach(outcome -> publish(outcome.label(), entries.get(outcome).total.sum()));
    publish(PENDING, pending);
  }

  private void publish(String result, long count) {
    exposition.gauge(Metric.LEDGER_RECORDS, stage, result, subtask).set((double) count);
  }

  private record Entry(LongAdder total, CounterSeries series) {}
}
