package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.OpenGroup;
import java.util.Arrays;

/**
 * By kind of state, a time before which nothing of the current key is over, so that nothing of it
 * is asked: {@link #NEVER} where nothing is kept. It is early where what it stood for is gone or
 * goes on.
 */
final class Due {

  /** What is kept, each kind in states of its own. */
  enum Kind {
    COUNTS(0),
    VALUE_COUNTS(1),
    ABSENCES(2),
    SEQUENCES(3),
    RELATED_SEQUENCES(4);

    private final int place;

    Kind(int place) {
      this.place = place;
    }
  }

  /** Nothing is kept. */
  static final long NEVER = Long.MAX_VALUE;

  private final long[] times = new long[Kind.values().length];

  /** Nothing is kept of any kind. */
  Due() {
    Arrays.fill(times, NEVER);
  }

  /** Event time, ms since 1970-01-01 UTC. */
  long time() {
    long first = NEVER;
    for (long time : times) {
      first = Math.min(first, time);
    }
    return first;
  }

  long time(Kind kind) {
    return times[kind.place];
  }

  boolean isEmpty(Kind kind) {
    return times[kind.place] == NEVER;
  }

  /** What was asked says so; {@link #NEVER} if nothing is left. */
  void set(Kind kind, long time) {
    times[kind.place] = time;
  }

  /** Something is over after that time. */
  void by(Kind kind, long end) {
    times[kind.place] = Math.min(times[kind.place], end);
  }

  /** Something is gone: what is left may be over later, or nothing is left. */
  void unknown() {
    for (int kind = 0; kind < times.length; kind++) {
      if (times[kind] != NEVER) {
        times[kind] = Long.MIN_VALUE;
      }
    }
  }

  /**
   * When to look what is over, if the alarm was set to that time before. What is to be looked at
   * later than it was, mostly because it goes on, is not: one look too many is cheaper than a timer
   * that every match moves.
   */
  long alarm(long before, long watermark) {
    long first = time();
    return first == NEVER || before <= watermark ? first : Math.min(first, before);
  }

  /** Goes on with a group. */
  void read(OpenGroup group) {
    set(Kind.COUNTS, group.getCounts());
    set(Kind.VALUE_COUNTS, group.getValueCounts());
    set(Kind.ABSENCES, group.getAbsences());
    set(Kind.SEQUENCES, group.getSequences());
    set(Kind.RELATED_SEQUENCES, group.getRelatedSequences());
  }

  void write(OpenGroup group) {
    group.setCounts(time(Kind.COUNTS));
    group.setValueCounts(time(Kind.VALUE_COUNTS));
    group.setAbsences(time(Kind.ABSENCES));
    group.setSequences(time(Kind.SEQUENCES));
    group.setRelatedSequences(time(Kind.RELATED_SEQUENCES));
  }
}
