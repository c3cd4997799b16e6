package dev.groundswell.local.run;

import dev.groundswell.local.demo.CommandFailure;
import dev.groundswell.local.flink.LocalFlink;
import java.io.PrintWriter;
import java.time.Instant;
import org.apache.flink.api.common.JobID;

/** One of the jobs, and what its user should hear of it. */
final class RunningJob {

  private final LocalFlink flink;
  private final String name;
  private final JobID id;
  private final RetainedCheckpoints checkpoints;
  private Instant told = Instant.MIN;
  private boolean started;

  RunningJob(LocalFlink flink, String name, JobID id, RetainedCheckpoints checkpoints) {
    this.flink = flink;
    this.name = name;
    this.id = id;
    this.checkpoints = checkpoints;
  }

  /**
   * Tells of a failure that Flink recovers from, once.
   *
   * @throws CommandFailure if the job ended, or does not take the state that it was to go on from
   */
  void look(PrintWriter out) throws Exception {
    boolean ended = flink.hasEnded(id);
    started |= !ended && flink.isRunning(id);
    LocalFlink.Failure failure = flink.lastFailure(id).orElse(null);
    if (failure == null) {
      if (ended) {
        throw new CommandFailure(name + " was cancelled");
      }
      return;
    }
    if (!started && checkpoints.newest().isPresent() && failure.concernsState()) {
      throw new CommandFailure(
          "%s cannot go on from %s: %s%nRun the version that wrote it, or move %s away to start afresh"
              .formatted(
                  name, checkpoints.newest().get(), failure.reason(), checkpoints.directory()));
    }
    if (ended) {
      throw new CommandFailure(name + " failed: " + failure.reason());
    }
    if (failure.time().isAfter(told)) {
      told = failure.time();
      out.println(name + " failed and starts again: " + failure.reason());
      out.flush();
    }
  }
}
