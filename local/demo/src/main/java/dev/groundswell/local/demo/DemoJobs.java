package dev.groundswell.local.demo;

import dev.groundswell.local.flink.LocalFlink;
import dev.groundswell.pipelines.config.IndexConfig;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.pipelines.config.MonitorConfig;
import dev.groundswell.pipelines.index.IndexJob;
import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.monitor.AbuseMonitorJob;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Both jobs on the local cluster, as production runs them. */
final class DemoJobs {

  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final LocalFlink flink;
  private final ConsumerLag consumers;
  private final KafkaConfig kafka;
  private final JobID monitor;
  private final JobID index;

  private DemoJobs(
      LocalFlink flink, ConsumerLag consumers, KafkaConfig kafka, JobID monitor, JobID index) {
    this.flink = flink;
    this.consumers = consumers;
    this.kafka = kafka;
    this.monitor = monitor;
    this.index = index;
  }

  static DemoJobs submit(
      LocalFlink flink,
      Configuration settings,
      ConsumerLag consumers,
      MonitorConfig monitor,
      IndexConfig index,
      Clock clock)
      throws Exception {
    StreamExecutionEnvironment monitorJob =
        StreamExecutionEnvironment.getExecutionEnvironment(settings);
    AbuseMonitorJob.attach(monitorJob, monitor, clock);
    StreamExecutionEnvironment indexJob =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.single(settings));
    IndexJob.attach(indexJob, index);
    return new DemoJobs(
        flink,
        consumers,
        monitor.kafka(),
        flink.submit(monitorJob, AbuseMonitorJob.NAME),
        flink.submit(indexJob, IndexJob.NAME));
  }

  void awaitRunning() throws Exception {
    await(monitor, "the monitor to start", wait -> wait.get(flink.isRunning(monitor)));
    await(index, "the index job to start", wait -> wait.get(flink.isRunning(index)));
  }

  /**
   * @throws RunFailure if a job has ended, which none does by itself
   */
  void requireAlive() throws Exception {
    for (JobID job : List.of(monitor, index)) {
      if (Deadline.await("the state of a job", flink.hasEnded(job))) {
        throw new RunFailure(
            "a job ended: %s"
                .formatted(
                    flink.lastFailure(job).map(LocalFlink.Failure::reason).orElse("no reason")));
      }
    }
  }

  /** Waits until both jobs have checkpointed everything that was sent to them so far. */
  void awaitConsumed() throws Exception {
    awaitMonitor();
    awaitIndex();
  }

  /** Waits until the monitor has checkpointed everything sent, and drains it. */
  Books drainMonitor(Path savepoints) throws Exception {
    awaitMonitor();
    Deadline.await("the monitor to drain", flink.drain(monitor, savepoints));
    return books();
  }

  /** Waits until the index job has written everything, and drains it. */
  void drainIndex(Path savepoints) throws Exception {
    awaitIndex();
    Deadline.await("the index job to drain", flink.drain(index, savepoints));
  }

  private void awaitMonitor() throws Exception {
    await(
        monitor,
        "the monitor to take everything",
        wait ->
            hasConsumed(
                wait, monitor, AbuseMonitorJob.consumerGroup(kafka), kafka.topics().inputs()));
  }

  private void awaitIndex() throws Exception {
    await(
        index,
        "Elasticsearch to hold everything",
        wait -> hasConsumed(wait, index, IndexJob.consumerGroup(kafka), kafka.topics().outputs()));
  }

  /** The monitor's books, as its workers last reported them. */
  Books books() throws Exception {
    return new Books(Deadline.await("the monitor's books", flink.counts(monitor)));
  }

  /** Offsets are committed with checkpoints, so one is taken; rarely, since it costs. */
  private boolean hasConsumed(Deadline wait, JobID job, String group, Collection<String> topics)
      throws Exception {
    wait.get(flink.checkpoint(job));
    long lag = consumers.of(group, topics);
    if (lag > 0) {
      LockSupport.parkNanos(BETWEEN_CHECKPOINTS.toNanos());
    }
    return lag == 0;
  }

  private void await(JobID job, String what, Condition condition) throws Exception {
    Deadline wait = Deadline.waitingFor(what);
    boolean holds = false;
    while (!holds) {
      // First: what is asked of a job that ended fails with another story.
      if (wait.get(flink.hasEnded(job))) {
        throw new RunFailure("the job ended while the demo waited for " + what);
      }
      holds = condition.holds(wait);
      if (!holds) {
        LockSupport.parkNanos(Math.min(LOOK.toNanos(), wait.leftNanos()));
      }
    }
  }

  private interface Condition {
    boolean holds(Deadline wait) throws Exception;
  }
}
