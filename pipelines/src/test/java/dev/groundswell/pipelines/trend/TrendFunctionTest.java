package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.schemas.FrequentItems;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.ItemCount;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TrendFunctionTest {

  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private KeyedOneInputStreamOperatorTestHarness<String, TrendDelta, TrendPoint> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aPaneIsPublishedWhenTheWatermarkPassesItsEnd() throws Exception {
    add(0, 2, "alice");
    harness.processWatermark(MINUTE - 2);
    assertThat(points()).isEmpty();
    harness.processWatermark(MINUTE - 1);
    TrendPoint point = points(Grain.minute).get(0);
    assertThat(point.getTechnique()).isEqualTo("AML.T0054");
    assertThat(point.getTarget()).isEqualTo("chat");
    assertThat(point.getPaneStart()).isZero();
    assertThat(point.getPaneEnd()).isEqualTo(MINUTE);
    assertThat(point.getEvents()).isEqualTo(2);
    assertThat(point.getExposure()).isEqualTo(20);
    assertThat(point.getDistinctActors()).isCloseTo(1, within(0.01));
  }

  @Test
  void minutesRollUpToFiveMinutesAndHours() throws Exception {
    add(0, 2, "alice");
    add(MINUTE, 3, "bob");
    add(7 * MINUTE, 4, "alice");
    harness.processWatermark(HOUR);
    assertThat(points(Grain.minute)).extracting(TrendPoint::getEvents).containsExactly(2L, 3L, 4L);
    assertThat(points(Grain.five_minutes))
        .extracting(TrendPoint::getEvents)
        .containsExactly(5L, 4L);
    TrendPoint hour = points(Grain.hour).get(0);
    assertThat(hour.getEvents()).isEqualTo(9);
    assertThat(hour.getDistinctActors()).isCloseTo(2, within(0.01));
  }

  @Test
  void hoursRollUpToDaysWeeksAndMonthsWhichAreSeenGrowing() throws Exception {
    add(0, 2, "alice");
    add(HOUR, 3, "bob");
    add(24 * HOUR, 4, "alice");
    harness.processWatermark(25 * HOUR);
    assertThat(points(Grain.day)).extracting(TrendPoint::getEvents).containsExactly(2L, 5L, 4L);
    assertThat(points(Grain.week)).extracting(TrendPoint::getEvents).containsExactly(2L, 5L, 9L);
    assertThat(points(Grain.month)).extracting(TrendPoint::getEvents).containsExactly(2L, 5L, 9L);
    TrendPoint month = points(Grain.month).get(2);
    assertThat(month.getDistinctActors()).isCloseTo(2, within(0.01));
    assertThat(month.getExposure()).isEqualTo(90);
    assertThat(month.getPaneEnd()).isEqualTo(31 * 24 * HOUR);
  }

  @Test
  void whoIsBusiestIsToldOfAnHourAndLessOnly() throws Exception {
    add(0, 2, "alice");
    harness.processWatermark(HOUR);
    assertThat(points())
        .filteredOn(point -> !point.getTopActors().isEmpty())
        .extracting(TrendPoint::getGrain)
        .containsExactly(Grain.minute, Grain.five_minutes, Grain.hour);
    assertThat(points()).extracting(TrendPoint::getGrain).contains(Grain.day, Grain.month);
  }

  @Test
  @Tag("S7")
  void whatComesAfterItsHourIsInTheLongPanesOnce() throws Exception {
    add(59 * MINUTE, 2, "alice");
    harness.processWatermark(HOUR + MINUTE);
    add(59 * MINUTE, 3, "bob");
    add(HOUR, 4, "bob");
    harness.processWatermark(2 * HOUR);
    for (Grain grain : Panes.LONG) {
      assertThat(points(grain)).extracting(TrendPoint::getEvents).containsExactly(2L, 5L, 9L);
    }
  }

  @Test
  @Tag("S7")
  void aLateBundleUpdatesItsPaneUnderTheSameIdWithAHigherVersion() throws Exception {
    add(0, 2, "alice");
    harness.processWatermark(2 * MINUTE);
    TrendPoint first = points(Grain.minute).get(0);
    add(0, 1, "bob");
    TrendPoint second = points(Grain.minute).get(1);
    assertThat(second.getPointId()).isEqualTo(first.getPointId());
    assertThat(second.getEvents()).isEqualTo(3);
    assertThat(second.getContributions()).isGreaterThan(first.getContributions());
  }

  @Test
  @Tag("S7")
  void aBundleBeyondTheAllowedLatenessChangesNoGrain() throws Exception {
    harness.processWatermark(6 * MINUTE);
    add(0, 5, "alice");
    harness.processWatermark(2 * HOUR);
    assertThat(points()).isEmpty();
  }

  @Test
  void fiveMinutesAreATickOnceWhenTheyEnd() throws Exception {
    add(0, 2, "alice");
    add(MINUTE, 3, "bob");
    harness.processWatermark(5 * MINUTE - 2);
    assertThat(ticks()).isEmpty();
    harness.processWatermark(5 * MINUTE - 1);
    add(4 * MINUTE, 9, "late");
    harness.processWatermark(HOUR);
    assertThat(ticks()).hasSize(1);
    assertThat(ticks().get(0).getPaneStart()).isZero();
    assertThat(ticks().get(0).getExposure()).isEqualTo(50);
    assertThat(ticks().get(0).getTechniques().get(0).getEvents()).isEqualTo(5);
  }

  @Test
  @Tag("S7")
  void fiveMinutesThatOnlyLateBundlesFillAreNoTick() throws Exception {
    harness.processWatermark(5 * MINUTE - 1);
    add(4 * MINUTE, 9, "late");
    harness.processWatermark(HOUR);
    assertThat(points(Grain.five_minutes)).hasSize(1);
    assertThat(ticks()).isEmpty();
  }

  @Test
  void requestsWithoutAbuseAreATickToo() throws Exception {
    harness.processElement(
        TrendDelta.newBuilder()
            .setTargetKind(TargetKind.product)
            .setTarget("chat")
            .setPaneStart(0)
            .setExposure(10)
            .setTechniques(List.of())
            .build(),
        0);
    harness.processWatermark(5 * MINUTE);
    assertThat(ticks()).extracting(TrendDelta::getExposure).containsExactly(10L);
  }

  @Test
  @Tag("S1")
  void nothingIsLeftOfASilentTarget() throws Exception {
    add(0, 2, "alice");
    harness.processWatermark(HOUR + 6 * MINUTE);
    assertThat(harness.numKeyedStateEntries()).isEqualTo(Panes.LONG.size());
    harness.processWatermark(31 * 24 * HOUR + 6 * MINUTE);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void aRestoredPaneGoesOnWhereItWas() throws Exception {
    add(0, 2, "alice");
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();
    add(0, 1, "bob");
    harness.processWatermark(MINUTE);
    assertThat(points(Grain.minute)).extracting(TrendPoint::getEvents).containsExactly(3L);
  }

  private void add(long paneStart, long events, String actor) throws Exception {
    ActorSketch actors = ActorSketch.empty();
    actors.add(actor);
    harness.processElement(
        TrendDelta.newBuilder()
            .setTargetKind(TargetKind.product)
            .setTarget("chat")
            .setPaneStart(paneStart)
            .setExposure(10 * events)
            .setTechniques(
                List.of(
                    Techniques.of("AML.T0054", events, actors.toBytes())
                        .setSucceeded(events)
                        .setFrequentActors(
                            new FrequentItems(events, 0L, List.of(new ItemCount(actor, events))))
                        .build()))
            .build(),
        paneStart);
  }

  private List<TrendDelta> ticks() {
    Queue<StreamRecord<TrendDelta>> ticks = harness.getSideOutput(TrendFunction.TICKS);
    return ticks == null ? List.of() : ticks.stream().map(StreamRecord::getValue).toList();
  }

  private List<TrendPoint> points() {
    return harness.extractOutputValues();
  }

  private List<TrendPoint> points(Grain grain) {
    return points().stream().filter(point -> point.getGrain() == grain).toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, TrendDelta, TrendPoint> harness()
      throws Exception {
    ExpositionConfig exposition = new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000);
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new TrendFunction(Duration.ofMinutes(5), Grain.five_minutes, exposition)),
        delta -> delta.getTargetKind() + ":" + delta.getTarget(),
        Types.STRING);
  }
}
