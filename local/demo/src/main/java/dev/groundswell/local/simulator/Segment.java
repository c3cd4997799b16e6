package dev.groundswell.local.simulator;

import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The records of one segment in send order, an exact number of them: planted stories are laid out
 * beforehand, benign traffic fills the rest turn by turn, duplicates wait in a queue. Only the
 * stories and the waiting duplicates are held.
 */
final class Segment implements Iterator<SimulatedRecord> {

  private final SimulationConfig config;
  private final Seeded seeded;
  private final BackgroundTraffic background;
  private final SplittableRandom random;
  private final long startNanos;
  private final Deque<SimulatedRecord> planted;
  private final Arrivals arrivals;
  private final long backgroundRecords;
  private final long firstBackgroundEvent;
  private final Spread duplicates;
  private final TreatmentPlan treatments;
  private final PriorityQueue<SimulatedRecord> repeats =
      new PriorityQueue<>(Comparator.comparingLong(SimulatedRecord::dueNanos));
  private long backgroundSent;

  Segment(
      SimulationConfig config,
      Seeded seeded,
      RequestTrace trace,
      BackgroundTraffic background,
      List<SimulatedRecord> planted,
      long number) {
    this.config = config;
    this.seeded = seeded;
    this.background = background;
    this.random = seeded.random(Seeded.Stream.TREATMENT, number);
    this.startNanos = number * config.segmentWall().toNanos();
    this.planted = new ArrayDeque<>(planted);

    long records = config.segmentRecords();
    long repeated = Treatment.DUPLICATE.of(records);
    this.backgroundRecords = records - repeated - planted.size();
    this.firstBackgroundEvent = number * records;
    this.duplicates = new Spread(records - repeated, repeated, random.split());
    this.treatments = new TreatmentPlan(backgroundRecords, records, random.split());

    long phase =
        Long.remainderUnsigned(seeded.value(Seeded.Stream.TRACE_PHASE, 0), trace.size())
            + firstBackgroundEvent;
    this.arrivals = new Arrivals(trace, phase, backgroundRecords, config.segmentWall());
  }

  @Override
  public boolean hasNext() {
    return backgroundSent < backgroundRecords || !planted.isEmpty() || !repeats.isEmpty();
  }

  @Override
  public SimulatedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long repeatDue = repeats.isEmpty() ? Long.MAX_VALUE : repeats.peek().dueNanos();
    long plantedDue = planted.isEmpty() ? Long.MAX_VALUE : planted.peek().dueNanos();
    long backgroundDue =
        backgroundSent == backgroundRecords
            ? Long.MAX_VALUE
            : startNanos + arrivals.dueNanos(backgroundSent);
    if (repeatDue <= Math.min(plantedDue, backgroundDue)) {
      return repeats.remove();
    }
    return repeatable(plantedDue <= backgroundDue ? planted.remove() : benign(backgroundDue));
  }

  /** The record; a repetition of it is queued if it is its turn. */
  private SimulatedRecord repeatable(SimulatedRecord record) {
    if (duplicates.advance() && record.treatment().counts()) {
      duplicates.take();
      long delay = config.wallNanos(random.nextLong(Treatment.MOST_REPEAT_DELAY.toMillis()));
      long end = startNanos + config.segmentWall().toNanos() - 1;
      repeats.add(record.repeated(Math.min(record.dueNanos() + delay, end)));
    }
    return record;
  }

  private SimulatedRecord benign(long dueNanos) {
    long index = backgroundSent++;
    RequestTrace.Request sizes = arrivals.request(index);
    long offsetMs = config.eventOffset(dueNanos);
    Treatment treatment = treatments.next();
    Turn turn =
        treatment.counts()
            ? background.next(offsetMs, sizes, (double) index / backgroundRecords)
            : treatment == Treatment.OVERSIZED
                ? background.canonical(sizes)
                : background.plain(sizes);

    TelemetryEvent event = turn.event();
    event.setEventId(
        turn.producer()
            .eventId(seeded.id(Seeded.Stream.BACKGROUND_EVENT, firstBackgroundEvent + index)));
    long behindMs = treatments.behindMs(treatment);
    long latenessMs = treatment == Treatment.LATE ? behindMs : 0;
    event.setEventTime(
        config.eventStart().toEpochMilli()
            + turn.producer().written(offsetMs - latenessMs, behindMs - latenessMs));
    SimulatedRecord record =
        SimulatedRecord.of(
            dueNanos, turn.producer(), event, treatment, new SimulatedRecord.Benign(turn.user()));
    return switch (treatment) {
      case MALFORMED ->
          record.broken(Damage.draw(turn.producer(), random).apply(turn.producer(), event, random));
      case OVERSIZED -> record.broken(Damage.oversize(event));
      case PLAIN, OUT_OF_ORDER, LATE, DUPLICATE -> record;
    };
  }
}
