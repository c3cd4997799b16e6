package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.OpenGroup;
import org.apache.flink.streaming.api.TimerService;

/**
 * The timers of the current key, at most two, which may coincide.
 *
 * @param wake when the first match that waits is due
 * @param alarm when to look what of the rest is over
 */
record GroupTimers(long wake, long alarm) {

  static final GroupTimers NONE = new GroupTimers(Due.NEVER, Due.NEVER);

  static GroupTimers of(OpenGroup group) {
    return new GroupTimers(group.getWake(), group.getAlarm());
  }

  /**
   * Sets these instead of those.
   *
   * @param fired the one of those that there is no more
   */
  void replace(GroupTimers those, long fired, TimerService timers) {
    if (!equals(those)) {
      remove(those.wake, fired, timers);
      remove(those.alarm, fired, timers);
      add(wake, those, timers);
      add(alarm, those, timers);
    }
  }

  private boolean has(long time) {
    return time == Due.NEVER || time == wake || time == alarm;
  }

  private void remove(long time, long fired, TimerService timers) {
    if (!has(time) && time != fired) {
      timers.deleteEventTimeTimer(time);
    }
  }

  private static void add(long time, GroupTimers known, TimerService timers) {
    if (!known.has(time)) {
      timers.registerEventTimeTimer(time);
    }
  }
}
