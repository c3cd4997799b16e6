package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.CellFilter;
import dev.groundswell.schemas.CellRun;
import dev.groundswell.schemas.DriverKind;
import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendShift;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriversTest {

  private static final String TECHNIQUE = "AML.T0054";
  private static final ShiftDriver BEFORE = new ShiftDriver(DriverKind.model, "before", 9.0, 0.5);

  private final List<TrendDelta> panes = new ArrayList<>();
  private final List<TrendCell> cells = new ArrayList<>();
  private double expected;

  @Test
  void aSurgeIsDrivenByTheModelThatHasIt() {
    TrendCell shifted = cell(TargetKind.product, "chat", 60);
    cell(TargetKind.model, "new", 60);

    assertThat(drivers(shifted, ShiftKind.surge)).containsExactly(whole("new", 60));
  }

  @Test
  void targetsOfTheSameKindAreRivalsAndNoDrivers() {
    TrendCell shifted = cell(TargetKind.product, "chat", 60);
    cell(TargetKind.product, "image", 60);

    assertThat(drivers(shifted, ShiftKind.surge)).isEmpty();
  }

  @Test
  void aPairIsDrivenByNeitherOfItsTwo() {
    TrendCell shifted = cell(TargetKind.product_model, "chat|new", 60);
    cell(TargetKind.product, "chat", 60);
    cell(TargetKind.model, "new", 60);
    cell(TargetKind.region, "eu", 60);

    assertThat(drivers(shifted, ShiftKind.surge))
        .extracting(ShiftDriver::getValue)
        .containsExactly("eu");
  }

  @Test
  void pairsDriveNothing() {
    TrendCell shifted = cell(TargetKind.harm, "hate", 60);
    cell(TargetKind.product_model, "chat|new", 60);

    assertThat(drivers(shifted, ShiftKind.surge)).isEmpty();
  }

  @Test
  void otherTechniquesDriveNothing() {
    TrendCell shifted = cell(TargetKind.product, "chat", 60);
    cell("AML.T0051", TargetKind.model, "new", 60);

    assertThat(drivers(shifted, ShiftKind.surge)).isEmpty();
  }

  @Test
  void whatWasExpectedOfATargetDrivesNothing() {
    TrendCell shifted = cell(TargetKind.product, "chat", 60);
    expected = 60;
    cell(TargetKind.model, "usual", 60);

    assertThat(drivers(shifted, ShiftKind.surge)).isEmpty();
  }

  @Test
  void aRampIsDrivenByWhatRisesItself() {
    TrendCell shifted = cell(TargetKind.product, "chat", 3);
    TrendCell rising = cell(TargetKind.model, "rising", 3);
    rising.setRamp(run(ActorCusum.QUIET_SUM, 40));
    TrendCell flat = cell(TargetKind.region, "flat", 3);
    flat.setRamp(run(ActorCusum.QUIET_SUM - 1, 40));

    assertThat(drivers(shifted, ShiftKind.ramp)).containsExactly(whole("rising", 40));
  }

  @Test
  void aFilterThatFailsIsDrivenByWhereItFails() {
    TrendCell shifted = cell(TargetKind.product, "chat", 3);
    TrendCell rising = cell(TargetKind.model, "rising", 3);
    rising.setRamp(run(ActorCusum.QUIET_SUM, 40));
    TrendCell failing = cell(TargetKind.model, "failing", 3);
    failing.setFilter(new CellFilter(0L, 0L, 0.0, 0.0, 0.0, run(ActorCusum.QUIET_SUM, 40)));

    assertThat(drivers(shifted, ShiftKind.filter_decay)).containsExactly(whole("failing", 40));
  }

  @Test
  void aRevisionThatCannotTellKeepsWhatTheLastOneSaid() {
    TrendCell shifted = cell(TargetKind.product, "chat", 60);
    TrendShift revision = shift(ShiftKind.surge, ShiftState.updated);
    revision.setDrivers(List.of(BEFORE));
    named(shifted, revision);

    assertThat(revision.getDrivers()).containsExactly(BEFORE);
  }

  @Test
  void aShiftThatClosesKeepsWhatDroveIt() {
    TrendCell shifted = cell(TargetKind.product, "chat", 60);
    cell(TargetKind.model, "new", 60);
    TrendShift revision = shift(ShiftKind.surge, ShiftState.closed);
    revision.setDrivers(List.of(BEFORE));
    named(shifted, revision);

    assertThat(revision.getDrivers()).containsExactly(BEFORE);
  }

  private static ShiftDriver whole(String model, double actors) {
    return new ShiftDriver(DriverKind.model, model, actors, 1.0);
  }

  private List<ShiftDriver> drivers(TrendCell shifted, ShiftKind kind) {
    TrendShift shift = shift(kind, ShiftState.opened);
    shifted.setOpen(List.of(new OpenShift(shift, 9.0, 9.0, 0, sketch(40), List.of())));
    named(shifted, shift);
    return shift.getDrivers();
  }

  private void named(TrendCell shifted, TrendShift revision) {
    Drivers drivers = new Drivers(Tick.of(0, 300_000, panes));
    cells.forEach(cell -> drivers.add(Cell.of(cell), cell, expected));
    drivers.name(shifted, List.of(revision));
  }

  private TrendCell cell(TargetKind kind, String target, int actors) {
    return cell(TECHNIQUE, kind, target, actors);
  }

  private TrendCell cell(String technique, TargetKind kind, String target, int actors) {
    TechniqueDelta delta = Techniques.of(technique, actors, sketch(actors)).build();
    panes.add(new TrendDelta(kind, target, 0L, 1000L, List.of(delta)));
    TrendCell cell =
        TrendCell.newBuilder()
            .setTechnique(technique)
            .setTargetKind(kind)
            .setTarget(target)
            .setFirstSeen(0)
            .setLastSeen(0)
            .setHour(List.of())
            .setRamp(ActorCusum.none())
            .setOpen(List.of())
            .build();
    cells.add(cell);
    return cell;
  }

  private static CellRun run(double sum, int actors) {
    CellRun run = ActorCusum.none();
    run.setSum(sum);
    run.setActors(sketch(actors));
    return run;
  }

  private static TrendShift shift(ShiftKind kind, ShiftState state) {
    return TrendShift.newBuilder()
        .setShiftId("s1")
        .setRevision(1)
        .setKind(kind)
        .setState(state)
        .setTechnique(TECHNIQUE)
        .setTargetKind(TargetKind.product)
        .setTarget("chat")
        .setOpened(0)
        .setUpdated(0)
        .setBegan(0)
        .setFirstSeen(0)
        .setDistinctActors(60)
        .setExpected(0)
        .setExposure(1000)
        .setSurprise(9)
        .setPeakSurprise(9)
        .setPeakRateRatio(9)
        .setTotalActors(60)
        .build();
  }

  private static ByteBuffer sketch(int actors) {
    ActorSketch sketch = ActorSketch.empty();
    IntStream.range(0, actors).forEach(i -> sketch.add("actor-" + i));
    return sketch.toBytes();
  }
}
