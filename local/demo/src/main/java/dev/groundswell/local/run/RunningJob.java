package dev.groundswell.local.run;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.flink.LocalFlink;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.JobID;

/** One of the jobs, and what its user should hear of it. */
final class RunningJob {

  private static final Duration BETWEEN_FAILURES = Duration.ofMinutes(1);

  private final LocalFlink flink;
  private final String name;
  private final JobID id;
  private final RetainedCheckpoints checkpoints;
  private Instant silentUntil = Instant.MIN;
  private boolean started;

  RunningJob(LocalFlink flink, String name, JobID id, RetainedCheckpoints checkpoints) {
    this.flink = flink;
    this.name = name;
    this.id = id;
    this.checkpoints = checkpoints;
  }

  /**
   * Tells of failures that Flink recovers from: of the first, and then of one a minute.
   *
   * @throws CommandFailure if the job ended, or does not take the state that it was to go on from
   */
  void look(PrintWriter out) throws Exception {
    boolean ended = flink.hasEnded(id).get();
    started |= !ended && flink.isRunning(id).get();
    LocalFlink.Failure failure = flink.lastFailure(id).orElse(null);
    if (failure != null && !started && checkpoints.newest().isPresent()) {
      requireRestorable(failure, ended);
    }
    if (ended) {
      throw new CommandFailure(
          failure == null ? name + " was cancelled" : name + " failed: " + failure.reason());
    }
    if (failure != null && failure.time().isAfter(silentUntil)) {
      silentUntil = failure.time().plus(BETWEEN_FAILURES);
      out.println(name + " failed and starts again: " + failure.reason());
      out.flush();
    }
  }

  private void requireRestorable(LocalFlink.Failure failure, boolean ended) {
    if (ended || failure.concernsState()) {
      throw new CommandFailure(
          "%s cannot go on from %s: %s%nRun the version that wrote it, or move %s away to start afresh"
              .formatted(
                  name,
                  checkpoints.newest().orElseThrow(),
                  failure.reason(),
                  checkpoints.directory()));
    }
  }
}
