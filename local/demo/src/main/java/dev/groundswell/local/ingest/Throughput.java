package dev.groundswell.local.ingest;

import dev.groundswell.pipelines.ingest.IngestTrial;
import java.time.Duration;
import java.util.List;

/**
 * How much of some records one core takes, from bytes to events that leave ingest.
 *
 * @param records read
 * @param items in them
 * @param events made of them
 * @param refused items that became dead letters
 * @param elapsed how long it took
 */
record Throughput(long records, long items, long events, long refused, Duration elapsed) {

  /** Reads the records over and over for that long, and counts from its half on: code warms up. */
  static Throughput measure(IngestTrial trial, List<byte[]> records, Duration duration) {
    run(trial, records, duration.dividedBy(2));
    return run(trial, records, duration.dividedBy(2));
  }

  private static Throughput run(IngestTrial trial, List<byte[]> records, Duration duration) {
    long begin = System.nanoTime();
    long read = 0;
    long items = 0;
    long events = 0;
    long refused = 0;
    while (System.nanoTime() - begin < duration.toNanos()) {
      for (byte[] record : records) {
        IngestTrial.Outcome outcome = trial.read("measured", record);
        items += outcome.items();
        events += outcome.events().size();
        refused += outcome.deadLetters().size();
      }
      events += trial.calls().events().size();
      read += records.size();
    }
    return new Throughput(
        read, items, events, refused, Duration.ofNanos(System.nanoTime() - begin));
  }

  @Override
  public String toString() {
    return "one core takes %,d records, %,d items, %,d events a second%s"
        .formatted(
            perSecond(records),
            perSecond(items),
            perSecond(events),
            refused == 0 ? "" : "; %,d items were refused".formatted(refused));
  }

  private long perSecond(long count) {
    return Math.round(count * 1e9 / elapsed.toNanos());
  }
}
