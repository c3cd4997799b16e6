package dev.groundswell.pipelines.ingest;

import dev.groundswell.sinks.kafka.FetchProgress;
import java.util.OptionalLong;

/**
 * Tells silence, in which there is nothing to read, from an outage, in which nobody can know. Only
 * a broker's answer is proof, and only two of them: the second says that whatever the first one
 * brought is no longer on its way.
 */
final class Silence {

  private static final long UNKNOWN = -1;

  private long answers = UNKNOWN;
  private OptionalLong answered = OptionalLong.empty();
  private OptionalLong proven = OptionalLong.empty();

  /** Something came, so what was known is void. */
  void broken() {
    answers = UNKNOWN;
    answered = OptionalLong.empty();
    proven = OptionalLong.empty();
  }

  /**
   * Looks once while nothing comes.
   *
   * @param progress how far the reader is
   * @param now time of the look, in milliseconds since 1970
   * @return the time of the last look of which it is certain by now that nothing was to be read
   */
  OptionalLong look(FetchProgress progress, long now) {
    if (progress.unread() > 0) {
      broken();
      return OptionalLong.empty();
    }
    OptionalLong before = proven; // and since then nothing came
    if (answers != UNKNOWN && progress.answers() > answers) {
      proven = answered;
      answered = OptionalLong.of(now);
    }
    answers = progress.answers();
    return before;
  }
}
