package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.CellFilter;
import dev.groundswell.schemas.CellRun;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.OpenShift;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.WatchedTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LearnedTest {

  private static final Grain TICK = Grain.five_minutes;
  private static final long MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
  private static final String CELL = "AML.T0054\nproduct:chat";

  @Test
  void whatIsToldIsLearned() throws IOException {
    List<Baseline> told = learned(MIDNIGHT, 1).told();

    Learned again = Learned.of(told, TICK);

    assertThat(again.told()).isEqualTo(told);
    assertThat(again.asOf()).isEqualTo(MIDNIGHT);
    assertThat(again.weeks().get(CELL)).containsExactly(0.1, 0.2, 1e300);
    assertThat(again.watched())
        .containsOnlyKeys("product:chat", "product:new", "product_model:chat|m", "harm");
    assertThat(again.actors())
        .isEqualTo(Map.of("product\nAML.T0054", 3.5, "product\nAML.T0024", 0.25));
    assertThat(again.exposures()).containsEntry("product", 1000.0);
  }

  @Test
  void whatIsOpenIsLeftBehindAndTheRunsThatMayOpen() {
    Learned learned = learned(MIDNIGHT, 1);
    TrendCell before = TrendCell.newBuilder(learned.cells().get(CELL)).build();

    TrendCell told =
        learned.told().stream()
            .filter(baseline -> baseline.getCell() != null)
            .map(baseline -> baseline.getCell().getState())
            .findFirst()
            .orElseThrow();

    assertThat(told.getOpen()).isEmpty();
    assertThat(told.getRamp()).isEqualTo(new CellRun(1.0, 2.0, 3.0, 0.0, 0L, null));
    assertThat(told.getFilter().getRun()).isEqualTo(new CellRun(1.0, 2.0, 3.0, 0.0, 0L, null));
    assertThat(told.getNewcomers()).isEqualTo(before.getNewcomers()).isNotNull();
    assertThat(learned.cells().get(CELL)).isEqualTo(before);
  }

  @Test
  void aKindWithManyTargetsIsToldInParts() throws IOException {
    Map<String, WatchedTarget> watched = new TreeMap<>();
    for (int i = 0; i < 1_201; i++) {
      String key = "product:" + i;
      watched.put(key, new WatchedTarget(key, 1L, MIDNIGHT));
    }
    Learned learned =
        new Learned(
            MIDNIGHT,
            TICK,
            Map.of(),
            Map.of(),
            watched,
            Map.of("product\nAML.T0054", 3.5),
            Map.of("product", 1000.0));

    List<Baseline> told = learned.told();

    assertThat(told)
        .extracting(baseline -> baseline.getKind().getWatched().size())
        .containsExactly(500, 500, 201);
    assertThat(told).extracting(Baseline::getBaselineId).doesNotHaveDuplicates();
    Collections.reverse(told);
    assertThat(Learned.of(told, TICK)).isEqualTo(learned);
  }

  @Test
  void theNewestOfEachIsTaken() throws IOException {
    long monthBefore = MIDNIGHT - Duration.ofDays(10).toMillis();
    List<Baseline> told = new ArrayList<>(learned(MIDNIGHT, 2).told());
    told.addAll(learned(monthBefore, 1).told());
    Collections.reverse(told);

    assertThat(Learned.of(told, TICK).told()).isEqualTo(learned(MIDNIGHT, 2).told());
  }

  @Test
  void thereIsOneOfAMonthAndAnotherOfTheNext() {
    long dayAfter = MIDNIGHT + Duration.ofDays(1).toMillis();
    long monthBefore = MIDNIGHT - Duration.ofDays(2).toMillis();

    assertThat(ids(MIDNIGHT)).doesNotHaveDuplicates().isEqualTo(ids(dayAfter));
    assertThat(ids(MIDNIGHT)).doesNotContainAnyElementsOf(ids(monthBefore));
  }

  @Test
  void whatHasAnotherMeaningIsRefused() {
    List<Baseline> told = learned(MIDNIGHT, 1).told();
    told.get(1).setFormat(2);

    assertThatThrownBy(() -> Learned.of(told, TICK))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has format 2")
        .hasMessageContaining("goes on from 1: start without --warm-baselines");
  }

  @Test
  void whatWasLearnedByOtherTicksIsRefused() {
    assertThatThrownBy(() -> Learned.of(learned(MIDNIGHT, 1).told(), Grain.hour))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of ticks of 5 min, and these are to be of 1 h");
  }

  @Test
  void nothingIsNotEnough() {
    assertThatThrownBy(() -> Learned.of(List.of(), TICK))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there are no baselines");
    List<Baseline> cellsOnly =
        learned(MIDNIGHT, 1).told().stream()
            .filter(baseline -> baseline.getCell() != null)
            .toList();
    assertThatThrownBy(() -> Learned.of(cellsOnly, TICK))
        .hasMessageContaining("not those of the kinds of targets");
  }

  private static List<String> ids(long asOf) {
    return learned(asOf, 1).told().stream().map(Baseline::getBaselineId).toList();
  }

  private static Learned learned(long asOf, long since) {
    Map<String, WatchedTarget> watched =
        Map.of(
            "product:chat", new WatchedTarget("product:chat", since, asOf),
            // Nobody has attacked it yet.
            "product:new", new WatchedTarget("product:new", since, asOf),
            "product_model:chat|m", new WatchedTarget("product_model:chat|m", since, asOf),
            "harm", new WatchedTarget("harm", since, asOf));
    return new Learned(
        asOf,
        TICK,
        Map.of(CELL, cell(asOf)),
        Map.of(CELL, new double[] {0.1, 0.2, 1e300}),
        new TreeMap<>(watched),
        Map.of("product\nAML.T0054", 3.5, "product\nAML.T0024", 0.25),
        Map.of("product", 1000.0));
  }

  private static TrendCell cell(long asOf) {
    ActorSketch sketch = ActorSketch.empty();
    sketch.add("somebody");
    ByteBuffer actors = sketch.toBytes();
    TrendCell cell =
        TrendCell.newBuilder()
            .setTechnique("AML.T0054")
            .setTargetKind(TargetKind.product)
            .setTarget("chat")
            .setFirstSeen(asOf - 1000)
            .setLastSeen(asOf - 300)
            .setNewcomers(actors)
            .setHour(List.of(1.0, 2.5))
            .setRamp(new CellRun(1.0, 2.0, 3.0, 4.0, 5L, actors))
            .setFilter(
                new CellFilter(
                    asOf - 900,
                    asOf - 300,
                    1.0,
                    2.0,
                    3.0,
                    new CellRun(1.0, 2.0, 3.0, 4.0, 5L, actors)))
            .setOpen(new ArrayList<>())
            .build();
    OpenShift open =
        Shifts.open(cell, new Shifts.Opening(ShiftKind.ramp, 5L, asOf), TickFigures.NONE, actors);
    cell.getOpen().add(open);
    return cell;
  }
}
