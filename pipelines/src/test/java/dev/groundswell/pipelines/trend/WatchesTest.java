package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendShift;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchesTest {

  private static final Duration WATCH = Duration.ofMillis(100);

  @Test
  void aShiftInTheWatchPeriodIsEscalated() {
    assertThat(escalating(1001, mitigation("m", 1000, TargetKind.product, "chat"))).isEqualTo("m");
    assertThat(escalating(1100, mitigation("m", 1000, TargetKind.product, "chat"))).isEqualTo("m");
  }

  @Test
  void beforeTheMitigationAndAfterTheWatchNoneIs() {
    assertThat(escalating(999, mitigation("m", 1000, TargetKind.product, "chat"))).isNull();
    assertThat(escalating(1101, mitigation("m", 1000, TargetKind.product, "chat"))).isNull();
  }

  @Test
  void aMitigationProtectsWhatItNames() {
    assertThat(escalating(1001, mitigation("m", 1000, null, null))).isEqualTo("m");
    assertThat(escalating(1001, mitigation("m", 1000, TargetKind.product, null))).isEqualTo("m");
    assertThat(escalating(1001, mitigation("m", 1000, TargetKind.product, "image"))).isNull();
    assertThat(escalating(1001, mitigation("m", 1000, TargetKind.model, "chat"))).isNull();
    Mitigation other = mitigation("m", 1000, null, null);
    other.setTechnique("AML.T0051");
    assertThat(escalating(1001, other)).isNull();
  }

  @Test
  void aShiftThatBeganBeforeIsWhatTheMitigationIsFor() {
    TrendShift shift = shift(1050);
    shift.setBegan(999);
    Watches watches = new Watches(List.of(mitigation("m", 1000, null, null)), WATCH);
    assertThat(watches.of(shift)).isEmpty();
    shift.setBegan(1000);
    assertThat(watches.of(shift)).isPresent();
  }

  @Test
  void aTechniqueStandsForItsSubTechniques() {
    Mitigation general = mitigation("m", 1000, null, null);
    Watches watches = new Watches(List.of(general), WATCH);
    TrendShift shift = shift(1050);
    shift.setTechnique("AML.T0054.001");
    assertThat(watches.of(shift)).isPresent();
    shift.setTechnique("AML.T00541");
    assertThat(watches.of(shift)).isEmpty();
  }

  @Test
  void ofSeveralTheLatestIsNamed() {
    Mitigation early = mitigation("early", 1000, null, null);
    Mitigation late = mitigation("late", 1010, null, null);
    Mitigation yetToCome = mitigation("yet-to-come", 1060, null, null);
    assertThat(escalating(1050, early, yetToCome, late)).isEqualTo("late");
  }

  private static String escalating(long opened, Mitigation... mitigations) {
    return new Watches(List.of(mitigations), WATCH)
        .of(shift(opened))
        .map(Mitigation::getMitigationId)
        .orElse(null);
  }

  private static Mitigation mitigation(String id, long time, TargetKind kind, String target) {
    return new Mitigation(id, time, "AML.T0054", kind, target, "blocked", "analyst");
  }

  private static TrendShift shift(long opened) {
    return TrendShift.newBuilder()
        .setShiftId("s")
        .setRevision(1)
        .setKind(ShiftKind.surge)
        .setState(ShiftState.opened)
        .setTechnique("AML.T0054")
        .setTargetKind(TargetKind.product)
        .setTarget("chat")
        .setOpened(opened)
        .setUpdated(opened)
        .setBegan(opened)
        .setFirstSeen(0)
        .setDistinctActors(5)
        .setExpected(1)
        .setExposure(100)
        .setSurprise(8)
        .setPeakSurprise(8)
        .setPeakRateRatio(5)
        .setTotalActors(5)
        .build();
  }
}
