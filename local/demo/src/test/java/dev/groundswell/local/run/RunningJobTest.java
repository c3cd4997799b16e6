package dev.groundswell.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.flink.LocalFlink;
import dev.groundswell.pipelines.config.JobConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job that counts numbers, and what becomes of its count. */
@Timeout(120)
class RunningJobTest {

  private static final long POISON = 4;

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private Configuration settings;
  private LocalFlink flink;

  @BeforeEach
  void startFlink() throws Exception {
    settings =
        RunSettings.of(
            JobConfig.strict(
                Configuration.fromMap(
                    Map.of(
                        "rest.port", "0",
                        "execution.checkpointing.interval", "1 d",
                        "execution.checkpointing.dir", directory.toUri().toString()))));
    flink = LocalFlink.start(settings);
  }

  @AfterEach
  void stopFlink() throws Exception {
    flink.close();
  }

  @Test
  void goesOnFromACheckpointWithoutAWord() throws Exception {
    leaveACheckpoint();
    RetainedCheckpoints checkpoints = checkpoints();
    JobID id = submit("count", Counting.inNumbers(), checkpoints);
    RunningJob job = new RunningJob(flink, "counting", id, checkpoints);
    while (!flink.isRunning(id).get()) {
      job.look(new PrintWriter(out));
      LockSupport.parkNanos(1_000_000);
    }
    job.look(new PrintWriter(out));
    assertThat(flink.lastFailure(id)).isEmpty();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void stateOfAnotherTypeEndsWithWhatToDo() throws Exception {
    leaveACheckpoint();
    RunningJob job = start(Counting.inWords());
    assertThatThrownBy(() -> lookOn(job))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("counting cannot go on from file:" + directory)
        .hasMessageContaining("chk-1: ")
        .hasMessageContaining("the new state serializer")
        .hasMessageEndingWith(
            "Run the version that wrote it, or move file:%s away to start afresh",
            directory.resolve("counting"));
    assertStateIsKept();
  }

  @Test
  void stateThatNobodyTakesEndsWithWhatToDo() throws Exception {
    leaveACheckpoint();
    RunningJob job = start("renamed", Counting.inNumbers());
    assertThatThrownBy(() -> lookOn(job))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("counting cannot go on from")
        .hasMessageContaining("Failed to rollback to checkpoint/savepoint");
    assertStateIsKept();
  }

  @Test
  void aFailureThatFlinkRecoversFromIsToldOnce() throws Exception {
    RunningJob job = start(Counting.upTo(POISON));
    while (out.toString().isEmpty()) {
      job.look(new PrintWriter(out));
    }
    job.look(new PrintWriter(out));
    assertThat(out.toString().lines())
        .containsExactly("counting failed and starts again: 4 is too many");
  }

  private void leaveACheckpoint() throws Exception {
    JobID job = submit("count", Counting.inNumbers(), checkpoints());
    while (!flink.isRunning(job).get()) {
      LockSupport.parkNanos(1_000_000);
    }
    flink.checkpoint(job).get();
    stopFlink();
    flink = LocalFlink.start(settings);
    assertThat(checkpoints().newest()).isPresent();
  }

  /** Although the job that could not take it owned it. */
  private void assertStateIsKept() throws Exception {
    Path before = Path.of(checkpoints().newest().orElseThrow().toUri());
    stopFlink();
    assertThat(checkpoints().newest()).map(newest -> Path.of(newest.toUri())).hasValue(before);
  }

  private void lookOn(RunningJob job) throws Exception {
    while (true) {
      job.look(new PrintWriter(out));
      LockSupport.parkNanos(1_000_000);
    }
  }

  private RunningJob start(Counting counting) throws Exception {
    return start("count", counting);
  }

  private RunningJob start(String uid, Counting counting) throws Exception {
    RetainedCheckpoints checkpoints = checkpoints();
    return new RunningJob(flink, "counting", submit(uid, counting, checkpoints), checkpoints);
  }

  private RetainedCheckpoints checkpoints() throws Exception {
    return RetainedCheckpoints.in(
        new org.apache.flink.core.fs.Path(directory.toUri().toString(), "counting"));
  }

  private JobID submit(String uid, Counting counting, RetainedCheckpoints checkpoints)
      throws Exception {
    StreamExecutionEnvironment job =
        StreamExecutionEnvironment.getExecutionEnvironment(
            RunSettings.restoring(settings, checkpoints));
    job.fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .keyBy(number -> 0)
        .process(counting, Types.LONG)
        .uid(uid)
        .sinkTo(new DiscardingSink<>())
        .uid("sink");
    return flink.submit(job, "counting");
  }

  /** Keeps a state whose name stays and whose type may not. */
  private static final class Counting extends KeyedProcessFunction<Integer, Long, Long> {

    private final Class<?> type;
    private final long limit;
    private transient ValueState<Object> state;

    private Counting(Class<?> type, long limit) {
      this.type = type;
      this.limit = limit;
    }

    static Counting inNumbers() {
      return new Counting(Long.class, Long.MAX_VALUE);
    }

    static Counting inWords() {
      return new Counting(String.class, Long.MAX_VALUE);
    }

    static Counting upTo(long limit) {
      return new Counting(Long.class, limit);
    }

    @Override
    @SuppressWarnings("unchecked") // one state of a type that the test chooses
    public void open(OpenContext context) {
      state =
          getRuntimeContext().getState(new ValueStateDescriptor<>("count", (Class<Object>) type));
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
      if (number >= limit) {
        throw new IllegalStateException(limit + " is too many");
      }
      state.update(type == Long.class ? number : String.valueOf(number));
    }
  }
}
