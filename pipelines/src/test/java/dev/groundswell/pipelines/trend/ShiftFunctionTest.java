package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.groundswell.schemas.DriverKind;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ShiftFunctionTest {

  private static final long TICK = Duration.ofMinutes(5).toMillis();
  private static final ShiftConfig CONFIG =
      new ShiftConfig(
          Grain.five_minutes,
          Duration.ofHours(2),
          1,
          5,
          Duration.ofMinutes(30),
          Duration.ofDays(1));

  /** Four hours of little, an hour of a surge, two hours of nothing. */
  private static final int TICKS = 60;

  private KeyedTwoInputStreamOperatorTestHarness<String, TrendDelta, Mitigation, TrendShift>
      harness;

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
  void cellsAreJudgedWhenTheWatermarkPassesTheEndOfTheirTick() throws Exception {
    run(0, 48, new Random(1));
    add(panes(48));
    watermark(49 * TICK - 2);
    assertThat(shifts()).isEmpty();
    watermark(49 * TICK - 1);
    assertThat(shifts())
        .extracting(TrendShift::getTarget, TrendShift::getKind, TrendShift::getOpened)
        .contains(tuple("chat", ShiftKind.surge, 49 * TICK));
  }

  @Test
  void everyTargetThatSurgesIsToldOf() throws Exception {
    run(0, TICKS, new Random(1));
    assertThat(shifts())
        .filteredOn(shift -> shift.getState() == ShiftState.opened)
        .extracting(shift -> shift.getTargetKind() + ":" + shift.getTarget())
        .containsExactlyInAnyOrder("harm:hate", "product:chat");
  }

  @Test
  void everyRevisionSaysWhatDrivesItsShift() throws Exception {
    run(0, TICKS, new Random(1));
    assertThat(shifts())
        .filteredOn(shift -> shift.getTargetKind() == TargetKind.product)
        .hasSizeGreaterThan(1)
        .allSatisfy(
            shift ->
                assertThat(shift.getDrivers())
                    .extracting(ShiftDriver::getKind, ShiftDriver::getValue)
                    .containsExactly(tuple(DriverKind.harm, "hate")));
  }

  @Test
  void theOrderOfPanesMakesNoDifference() throws Exception {
    run(0, TICKS, new Random(1));
    List<TrendShift> shifts = shifts();
    close();
    open();
    run(0, TICKS, new Random(2));
    assertThat(shifts()).isEqualTo(shifts).isNotEmpty();
  }

  @Test
  void whatIsRestoredTellsTheSame() throws Exception {
    run(0, TICKS, new Random(1));
    List<TrendShift> golden = shifts();
    for (int stop : new int[] {10, 48, 50, 58}) {
      close();
      open();
      run(0, stop, new Random(1));
      List<TrendDelta> next = panes(stop);
      add(next.subList(0, 1));
      List<TrendShift> told = new ArrayList<>(shifts());
      OperatorSubtaskState snapshot = harness.snapshot(1, 1);
      close();
      harness = harness();
      harness.initializeState(snapshot);
      harness.open();
      add(next.subList(1, next.size()));
      watermark((stop + 1) * TICK - 1);
      run(stop + 1, TICKS, new Random(3));
      told.addAll(shifts());
      assertThat(told).isEqualTo(golden);
    }
  }

  @Test
  @Tag("S1")
  void inSilenceWhatIsOpenClosesAndNoTimerIsLeft() throws Exception {
    run(0, 50, new Random(1));
    assertThat(harness.numEventTimeTimers()).isPositive();
    watermark(60 * TICK);
    assertThat(harness.numEventTimeTimers()).isZero();
    assertThat(shifts())
        .filteredOn(shift -> shift.getState() == ShiftState.closed)
        .extracting(TrendShift::getClosed)
        .containsOnly(56 * TICK)
        .hasSize(2);
  }

  @Test
  void aTargetWithoutRequestsIsNotJudged() throws Exception {
    run(0, 48, new Random(1));
    add(List.of(pane(TargetKind.product, "chat", 48, 0, 40)));
    watermark(49 * TICK);
    assertThat(shifts()).isEmpty();
  }

  @Test
  void aShiftThatOpensAfterAMitigationIsEscalated() throws Exception {
    run(0, 48, new Random(1));
    mitigate("before", 40, "chat");
    mitigate("elsewhere", 40, "image");
    run(48, 50, new Random(1));
    assertThat(shifts())
        .filteredOn(shift -> shift.getState() == ShiftState.opened)
        .extracting(TrendShift::getTarget, TrendShift::getMitigationId)
        .containsExactlyInAnyOrder(tuple("chat", "before"), tuple("hate", null));
  }

  @Test
  void allRevisionsOfAnEscalatedShiftSaySo() throws Exception {
    mitigate("before", 40, "chat");
    run(0, TICKS, new Random(1));
    assertThat(shifts())
        .filteredOn(shift -> shift.getTargetKind() == TargetKind.product)
        .hasSizeGreaterThan(1)
        .allMatch(shift -> "before".equals(shift.getMitigationId()));
  }

  @Test
  void mitigationsAreForgottenWhenTheirWatchIsOver() throws Exception {
    run(0, 1, new Random(1));
    int afterATick = harness.numKeyedStateEntries();
    run(289, 290, new Random(1));
    int afterADay = harness.numKeyedStateEntries();
    close();
    open();
    run(0, 1, new Random(1));
    mitigate("old", 0, "chat");
    assertThat(harness.numKeyedStateEntries()).isGreaterThan(afterATick);
    run(289, 290, new Random(1));
    assertThat(harness.numKeyedStateEntries()).isEqualTo(afterADay);
  }

  @Test
  void aTechniqueThatReachesThreeProductsForTheFirstTimeSpreadsUntilNoneIsReachedForADay()
      throws Exception {
    for (int tick = 0; tick <= 40; tick++) {
      int actors = tick == 40 ? 5 : 0;
      for (String product : List.of("a", "b", "c")) {
        add(List.of(pane(TargetKind.product, product, tick, 1000, actors)));
      }
      watermark((tick + 1) * TICK - 1);
    }
    assertThat(ofAllTargets())
        .extracting(TrendShift::getKind, TrendShift::getState, TrendShift::getOpened)
        .containsExactly(tuple(ShiftKind.spread, ShiftState.opened, 41 * TICK));
    watermark(400 * TICK);
    assertThat(ofAllTargets())
        .extracting(TrendShift::getState, TrendShift::getUpdated)
        .endsWith(tuple(ShiftState.closed, (41 + 288) * TICK));
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void actorsWhoMoveToAnotherProductAreToldOfAtTheEndOfTheDayAlsoAfterARestore() throws Exception {
    int day = 288;
    for (int tick = 0; tick < 8 * day; tick++) {
      boolean hasMoved = tick >= 7 * day;
      add(List.of(pane(TargetKind.product, "a", tick, 1000, hasMoved ? 0 : 1)));
      add(List.of(pane(TargetKind.product, "b", tick, 1000, hasMoved ? 2 : 1)));
      if (tick == 7 * day + 100) {
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
      }
      if (tick == 8 * day - 1) {
        assertThat(ofAllTargets()).isEmpty();
      }
      watermark((tick + 1) * TICK - 1);
    }
    assertThat(ofAllTargets()).hasSize(1);
    TrendShift shift = ofAllTargets().get(0);
    assertThat(shift.getKind()).isEqualTo(ShiftKind.mix_shift);
    assertThat(shift.getBegan()).isEqualTo(7 * (day * TICK));
    assertThat(shift.getOpened()).isEqualTo(8 * (day * TICK));
    assertThat(shift.getDivergence()).isGreaterThan(0.1);
    assertThat(shift.getDrivers()).singleElement().extracting(ShiftDriver::getValue).isEqualTo("b");
  }

  private List<TrendShift> ofAllTargets() {
    return shifts().stream().filter(shift -> shift.getTarget().equals("*")).toList();
  }

  @Test
  void aTargetThatIsNewOpensNothing() throws Exception {
    run(0, 40, new Random(1));
    for (int tick = 40; tick < 60; tick++) {
      add(List.of(pane(TargetKind.model, "new", tick, 1000, 50)));
      watermark((tick + 1) * TICK - 1);
    }
    assertThat(shifts()).isEmpty();
  }

  @Test
  void cellsThatNothingReachesForEightWeeksAreForgotten() throws Exception {
    add(List.of(pane(TargetKind.product, "chat", 0, 1000, 0)));
    watermark(TICK);
    int without = harness.numKeyedStateEntries();
    add(List.of(pane(TargetKind.product, "made-up", 1, 1000, 1)));
    watermark(2 * TICK);
    assertThat(harness.numKeyedStateEntries()).isGreaterThan(without);
    int eightWeeks = 8 * 7 * 288;
    add(List.of(pane(TargetKind.product, "chat", eightWeeks, 1000, 0)));
    watermark((eightWeeks + 1) * TICK);
    assertThat(harness.numKeyedStateEntries()).isGreaterThan(without);
    add(List.of(pane(TargetKind.product, "chat", eightWeeks + 288, 1000, 0)));
    watermark((eightWeeks + 289) * TICK);
    assertThat(harness.numKeyedStateEntries()).isEqualTo(without);
  }

  @Test
  void aTargetThatIsForgottenWhileItsDayWaitsToEndIsInNoMix() throws Exception {
    for (int day = 0; day < 3; day++) {
      add(List.of(pane(TargetKind.product, "a", day * 288, 1000, 1)));
      add(List.of(pane(TargetKind.product, "b", day * 288, 1000, 1)));
      watermark((day * 288 + 1) * TICK);
    }
    int later = (3 + 8 * 7) * 288;
    add(List.of(pane(TargetKind.product, "a", later, 1000, 1)));
    watermark((later + 1) * TICK);
    assertThat(shifts()).isEmpty();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void daysWithoutRequestsAreFullAsOthers() throws Exception {
    int day = 288;
    for (int tick = 0; tick < 10 * day; tick++) {
      int ofDay = tick / day;
      if (ofDay != 5 && ofDay != 6) {
        boolean hasMoved = ofDay == 9;
        add(List.of(pane(TargetKind.product, "a", tick, 1000, hasMoved ? 0 : 1)));
        add(List.of(pane(TargetKind.product, "b", tick, 1000, hasMoved ? 2 : 1)));
        watermark((tick + 1) * TICK - 1);
      }
    }
    assertThat(ofAllTargets())
        .extracting(TrendShift::getKind, TrendShift::getOpened)
        .containsExactly(tuple(ShiftKind.mix_shift, 10 * (day * TICK)));
  }

  @Test
  void eventsOfNobodyMakeNoCell() throws Exception {
    add(List.of(pane(TargetKind.product, "chat", 0, 1000, 0)));
    watermark(TICK);
    int without = harness.numKeyedStateEntries();
    TrendDelta ofNobody = pane(TargetKind.product, "chat", 1, 1000, 1);
    ofNobody.getTechniques().get(0).setActors(ActorSketch.empty().toBytes());
    add(List.of(ofNobody));
    watermark(2 * TICK);
    assertThat(harness.numKeyedStateEntries()).isEqualTo(without);
  }

  private void run(int from, int to, Random order) throws Exception {
    for (int tick = from; tick < to; tick++) {
      List<TrendDelta> panes = new ArrayList<>(panes(tick));
      Collections.shuffle(panes, order);
      add(panes);
      watermark((tick + 1) * TICK - 1);
    }
  }

  private void watermark(long time) throws Exception {
    harness.processBothWatermarks(new Watermark(time));
  }

  private void mitigate(String id, int tick, String product) throws Exception {
    Mitigation mitigation =
        new Mitigation(
            id, tick * TICK, "AML.T0054", TargetKind.product, product, "blocked", "analyst");
    harness.processElement2(mitigation, 0);
  }

  private void add(List<TrendDelta> panes) throws Exception {
    for (TrendDelta pane : panes) {
      harness.processElement1(pane, pane.getPaneStart());
    }
  }

  private static List<TrendDelta> panes(int tick) {
    boolean isSurge = 48 <= tick && tick < 54;
    List<TrendDelta> panes = new ArrayList<>();
    panes.add(pane(TargetKind.product, "chat", tick, 1000, isSurge ? 150 : 1));
    panes.add(pane(TargetKind.product, "image", tick, 3000, tick % 2));
    panes.add(pane(TargetKind.region, "eu", tick, 4000, 2));
    if (tick == 0 || isSurge) {
      // A harm has no pane where nobody does it.
      panes.add(pane(TargetKind.harm, "hate", tick, 0, isSurge ? 150 : 1));
    }
    return panes;
  }

  private static TrendDelta pane(
      TargetKind kind, String target, int tick, long exposure, int actors) {
    ActorSketch sketch = ActorSketch.empty();
    IntStream.range(0, actors).forEach(i -> sketch.add(tick + "-" + i));
    TechniqueDelta technique = Techniques.of("AML.T0054", actors, sketch.toBytes()).build();
    return TrendDelta.newBuilder()
        .setTargetKind(kind)
        .setTarget(target)
        .setPaneStart(tick * TICK)
        .setExposure(exposure)
        .setTechniques(actors == 0 ? List.of() : List.of(technique))
        .build();
  }

  private List<TrendShift> shifts() {
    return harness.extractOutputValues();
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, TrendDelta, Mitigation, TrendShift>
      harness() throws Exception {
    ExpositionConfig exposition = new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000);
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new KeyedCoProcessOperator<>(new ShiftFunction(CONFIG, exposition, WarmStart.none())),
        pane -> ShiftFunction.ALL,
        mitigation -> ShiftFunction.ALL,
        Types.STRING);
  }
}
