package dev.groundswell.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.groundswell.schemas.TelemetryEvent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this process, on which contestants run one after the other. */
final class Track implements AutoCloseable {

  private final MiniCluster cluster;
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Track(MiniCluster cluster) {
    this.cluster = cluster;
  }

  static Track open() throws Exception {
    Configuration settings = new Configuration();
    settings.set(RestOptions.BIND_PORT, "0");
    // An exchange for each of a hundred rules.
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(256));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(256));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
    cluster.start();
    return new Track(cluster);
  }

  /** Lets a contestant go through a recording once. */
  Outcome run(Contestant contestant, List<AbuseRule> rules, Recording recording) throws Exception {
    return run(events -> contestant.attach(events, rules), recording);
  }

  /**
   * Runs operators over a recording once.
   *
   * @param operators added to a stream of events in the order of their times
   */
  Outcome run(Consumer<DataStream<TelemetryEvent>> operators, Recording recording)
      throws Exception {
    JobGraph job = job(operators, recording);
    // Nobody pays for what the one before left behind.
    System.gc();
    long cpu = process.getProcessCpuTime();
    long wall = System.nanoTime();
    JobExecutionResult result = cluster.executeJobBlocking(job);
    Duration tookCpu = Duration.ofNanos(process.getProcessCpuTime() - cpu);
    Duration tookWall = Duration.ofNanos(System.nanoTime() - wall);
    List<String> alerts = result.getAccumulatorResult(AlertFunction.ALERTS);
    return new Outcome(
        tookCpu, tookWall, alerts == null ? List.of() : alerts.stream().sorted().toList());
  }

  /**
   * Runs operators over a recording, beside a run over its first event alone.
   *
   * @param counts whether the two are added to the series
   */
  Outcome measure(
      Consumer<DataStream<TelemetryEvent>> operators,
      Recording recording,
      Series series,
      boolean counts)
      throws Exception {
    Outcome startAndStop = run(operators, recording.first());
    Outcome run = run(operators, recording);
    if (counts) {
      series.add(run, startAndStop);
    }
    return run;
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }

  private static JobGraph job(Consumer<DataStream<TelemetryEvent>> operators, Recording recording) {
    // As the jobs of the monitor are set.
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(
            new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
    environment.setParallelism(1);
    DataStream<TelemetryEvent> events =
        environment
            .fromSource(
                new NumberSequenceSource(1, recording.events()),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .map(new ReplayFunction(recording.file()), new AvroTypeInfo<>(TelemetryEvent.class))
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<TelemetryEvent>forMonotonousTimestamps()
                    .withTimestampAssigner((event, none) -> event.getEventTime()));
    operators.accept(events);
    return environment.getStreamGraph().getJobGraph();
  }
}
