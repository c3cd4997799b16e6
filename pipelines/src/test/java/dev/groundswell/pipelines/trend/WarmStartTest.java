package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.pipelines.ledger.ConservationLaw;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.HarnessBooks;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.elasticsearch.BaselineJson;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A job that learned, and one that starts afresh with what the first had told. */
class WarmStartTest {

  private static final ExpositionConfig EXPOSITION =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000);
  private static final long TICK = Duration.ofMinutes(5).toMillis();
  private static final int DAY = 288;
  private static final int LEARNED = 4 * DAY;
  private static final ShiftConfig CONFIG =
      new ShiftConfig(
          Grain.five_minutes, Duration.ofDays(2), 1, 5, Duration.ofMinutes(30), Duration.ofDays(1));

  @Test
  void whatOneJobHasLearnedAnotherJudgesBy() throws Exception {
    try (Trends learner = new Trends(WarmStart.none())) {
      learner.run(0, LEARNED);
      int before = learner.shifts().size();
      learner.run(LEARNED, LEARNED + DAY + 1);
      List<TrendShift> golden = learner.shifts().subList(before, learner.shifts().size());
      assertThat(golden)
          .filteredOn(shift -> shift.getState() == ShiftState.opened)
          .extracting(TrendShift::getKind)
          .contains(ShiftKind.surge, ShiftKind.first_seen);

      try (Trends warmed = new Trends(from(learner.asOf(LEARNED)))) {
        warmed.run(LEARNED, LEARNED + DAY + 1);

        assertThat(warmed.shifts()).isEqualTo(golden);
        assertThat(warmed.asOf(LEARNED + DAY)).isEqualTo(learner.asOf(LEARNED + DAY));
      }
    }
  }

  @Test
  void whatKnowsNothingOpensNothingInItsWarmUp() throws Exception {
    try (Trends cold = new Trends(WarmStart.none())) {
      cold.run(LEARNED, LEARNED + DAY);
      assertThat(cold.shifts()).isEmpty();
    }
  }

  @Test
  void daysBetweenTheTwoAgeAsSilenceDoes() throws Exception {
    int later = LEARNED + 5 * DAY;
    try (Trends learner = new Trends(WarmStart.none());
        Trends silent = new Trends(WarmStart.none())) {
      learner.run(0, LEARNED + 1);
      silent.run(0, LEARNED);
      int before = silent.shifts().size();
      silent.run(later, later + DAY + 1);

      try (Trends warmed = new Trends(from(learner.asOf(LEARNED)))) {
        warmed.run(later, later + DAY + 1);

        assertThat(warmed.shifts())
            .isEqualTo(silent.shifts().subList(before, silent.shifts().size()))
            .isNotEmpty();
        assertThat(warmed.asOf(later + DAY)).isEqualTo(silent.asOf(later + DAY));
      }
    }
  }

  @Test
  void aDayThatEndsInSilenceIsToldWhenTheNextTickComes() throws Exception {
    try (Trends learner = new Trends(WarmStart.none())) {
      learner.run(0, DAY - 50);
      learner.watermark(3L * DAY * TICK);
      assertThat(learner.told()).isEmpty();
      learner.run(3 * DAY + 7, 3 * DAY + 20);

      assertThat(learner.told()).isNotEmpty().isEqualTo(learner.asOf(3 * DAY));
    }
  }

  @Test
  void whatIsLearnedAlreadyIsNotLearnedAgain() throws Exception {
    try (Trends learner = new Trends(WarmStart.none())) {
      learner.run(0, LEARNED + DAY + 1);

      try (Trends warmed = new Trends(from(learner.asOf(LEARNED)))) {
        warmed.run(LEARNED - DAY, LEARNED + DAY + 1);

        assertThat(warmed.told()).isEqualTo(learner.asOf(LEARNED + DAY));
        assertThat(warmed.books(Entry.KNOWN)).isPositive();
        assertThat(warmed.violations()).isEmpty();
      }
    }
  }

  @Test
  void whatIsRestoredNeverAsks() throws Exception {
    OperatorSubtaskState snapshot;
    try (Trends learner = new Trends(WarmStart.none())) {
      learner.run(0, 10);
      snapshot = learner.snapshot();
    }
    WarmStart never =
        WarmStart.from(
            () -> {
              throw new IOException("asked");
            });
    try (Trends restored = new Trends(never, snapshot)) {
      restored.run(10, 20);
    }
    try (Trends fresh = new Trends(never)) {
      assertThatThrownBy(() -> fresh.run(10, 20)).hasMessage("asked");
    }
  }

  @Test
  void aCellThatWouldBeForgottenDoesNotComeBack() throws Exception {
    int later = LEARNED + 57 * DAY;
    try (Trends learner = new Trends(WarmStart.none())) {
      learner.run(0, LEARNED + 1);
      assertThat(cells(learner.asOf(LEARNED))).contains("model:old");

      try (Trends warmed = new Trends(from(learner.asOf(LEARNED)))) {
        warmed.run(later, later + DAY + 1);

        assertThat(cells(warmed.asOf(later + DAY)))
            .contains("product:chat")
            .doesNotContain("model:old");
      }
    }
  }

  private static List<String> cells(List<Baseline> told) {
    return told.stream()
        .filter(baseline -> baseline.getCell() != null)
        .map(baseline -> Cell.of(baseline.getCell().getState()).target().key())
        .toList();
  }

  /** By way of a file. */
  private static WarmStart from(List<Baseline> told) {
    List<String> lines = told.stream().map(BaselineJson::of).toList();
    return WarmStart.from(
        () -> {
          BaselineJson json = new BaselineJson();
          List<Baseline> read = new ArrayList<>();
          for (String line : lines) {
            read.add(json.read(line));
          }
          return read;
        });
  }

  /** The function, with random traffic that is the same for the same tick. */
  private static final class Trends implements AutoCloseable {

    private final KeyedTwoInputStreamOperatorTestHarness<String, TrendDelta, Mitigation, TrendShift>
        harness;

    Trends(WarmStart start) throws Exception {
      this(start, null);
    }

    Trends(WarmStart start, OperatorSubtaskState restored) throws Exception {
      this.harness =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new KeyedCoProcessOperator<>(new ShiftFunction(CONFIG, EXPOSITION, start)),
              pane -> ShiftFunction.ALL,
              mitigation -> ShiftFunction.ALL,
              Types.STRING);
      if (restored != null) {
        harness.initializeState(restored);
      }
      harness.open();
    }

    void run(int from, int to) throws Exception {
      for (int tick = from; tick < to; tick++) {
        for (TrendDelta pane : panes(tick)) {
          harness.processElement1(pane, pane.getPaneStart());
        }
        watermark((tick + 1) * TICK - 1);
      }
    }

    void watermark(long time) throws Exception {
      harness.processBothWatermarks(new Watermark(time));
    }

    OperatorSubtaskState snapshot() throws Exception {
      return harness.snapshot(1, 1);
    }

    List<TrendShift> shifts() {
      return harness.extractOutputValues();
    }

    List<Baseline> told() {
      Queue<StreamRecord<Baseline>> told = harness.getSideOutput(ShiftFunction.BASELINES);
      return told == null ? List.of() : told.stream().map(StreamRecord::getValue).toList();
    }

    List<Baseline> asOf(int tick) {
      return told().stream().filter(baseline -> baseline.getAsOf() == tick * TICK).toList();
    }

    long books(Entry entry) {
      return HarnessBooks.of(harness).of(entry);
    }

    List<String> violations() {
      return ConservationLaw.violations(HarnessBooks.of(harness).all());
    }

    @Override
    public void close() throws IOException {
      try {
        harness.close();
      } catch (Exception e) {
        throw new IOException("the operator did not close", e);
      }
    }
  }

  private static List<TrendDelta> panes(int tick) {
    Random random = new Random(tick);
    int ofDay = tick % DAY;
    boolean isSurge = tick > LEARNED && 100 <= ofDay && ofDay < 104;
    List<TrendDelta> panes = new ArrayList<>();
    int chat = random.nextInt(4) + (isSurge ? 30 : 0);
    panes.add(pane(TargetKind.product, "chat", tick, 1000 + random.nextInt(200), chat));
    panes.add(pane(TargetKind.product, "image", tick, 3000, random.nextInt(2)));
    // Watched for days before anybody attacks it.
    boolean isNew = tick > LEARNED && ofDay >= 150;
    panes.add(pane(TargetKind.region, "eu", tick, 4000, isNew ? 3 : 0));
    panes.add(pane(TargetKind.model, "m", tick, 4000, random.nextInt(3)));
    if (tick < 5) {
      panes.add(pane(TargetKind.model, "old", tick, 100, 1));
    }
    if (ofDay % 7 == 0) {
      panes.add(pane(TargetKind.harm, "hate", tick, 0, 1 + random.nextInt(2)));
    }
    return panes;
  }

  private static TrendDelta pane(
      TargetKind kind, String target, int tick, long exposure, int actors) {
    ReviewedActors reviewed = new ReviewedActors();
    for (int i = 0; i < actors; i++) {
      reviewed.add(tick + "-" + i, "call-" + tick + "-" + i, i < actors / 2);
    }
    TechniqueDelta technique =
        Techniques.of("AML.T0054", actors, sketch(tick, actors))
            .setReviewed(actors)
            .setReviewedBlocked(actors - actors / 2)
            .setReviewedActors(reviewed.toList())
            .build();
    return TrendDelta.newBuilder()
        .setTargetKind(kind)
        .setTarget(target)
        .setPaneStart(tick * TICK)
        .setExposure(exposure)
        .setTechniques(actors == 0 ? List.of() : List.of(technique))
        .build();
  }

  private static ByteBuffer sketch(int tick, int actors) {
    ActorSketch sketch = ActorSketch.empty();
    IntStream.range(0, actors).forEach(i -> sketch.add(tick + "-" + i));
    return sketch.toBytes();
  }
}
