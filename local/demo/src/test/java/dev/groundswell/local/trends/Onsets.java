package dev.groundswell.local.trends;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When something was told of, held against the windows in which people say that there was
 * something.
 *
 * @param times of the onsets
 * @param windows that are to be found
 */
record Onsets(List<Instant> times, List<Window> windows) {

  /** From when to when something was unusual, both inclusive. */
  record Window(Instant begin, Instant end) {

    boolean holds(Instant time) {
      return !time.isBefore(begin) && !time.isAfter(end);
    }
  }

  /** How many onsets are in a window. */
  long right() {
    return times.stream()
        .filter(time -> windows.stream().anyMatch(window -> window.holds(time)))
        .count();
  }

  /** Of the windows that are found: from their begin to their first onset. */
  Stream<Duration> delays() {
    return windows.stream().map(this::delay).flatMap(Optional::stream);
  }

  private Optional<Duration> delay(Window window) {
    return times.stream()
        .filter(window::holds)
        .min(Instant::compareTo)
        .map(first -> Duration.between(window.begin(), first));
  }
}
