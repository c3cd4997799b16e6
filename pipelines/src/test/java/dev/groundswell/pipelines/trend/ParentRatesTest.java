package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.pipelines.trend.statistics.Learning;
import dev.groundswell.schemas.TargetKind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParentRatesTest {

  private static final Cell COMMON = cell("AML.T0054", TargetKind.product);
  private static final Cell RARE = cell("AML.T0051", TargetKind.product);
  private static final Cell NEVER_SEEN = cell("AML.T0034", TargetKind.product);

  private final ParentRates rates =
      new ParentRates(Map.of(), Map.of(), Learning.defaults(), Duration.ofMinutes(5));

  @Test
  void atTheBeginningOneActorATickIsExpected() {
    assertThat(rates.of(COMMON, 500) * 500).isCloseTo(1, within(1e-12));
  }

  @Test
  void aTechniqueHasItsRateOverAllTargetsOfTheKind() {
    rates.addExposure(TargetKind.product, 1_000_000);
    rates.addActors(COMMON, 5000);
    rates.addActors(RARE, 10);
    assertThat(rates.of(COMMON, 100)).isCloseTo(5e-3, within(1e-5));
    assertThat(rates.of(RARE, 100)).isCloseTo(1.1e-5, within(1e-7));
    assertThat(rates.of(NEVER_SEEN, 100)).isPositive().isLessThan(rates.of(RARE, 100));
  }

  @Test
  void otherKindsMakeNoDifference() {
    rates.addExposure(TargetKind.product, 1000);
    rates.addActors(COMMON, 10);
    double before = rates.of(COMMON, 100);
    rates.addExposure(TargetKind.product_model, 7000);
    rates.addActors(cell("AML.T0054", TargetKind.product_model), 5000);
    assertThat(rates.of(COMMON, 100)).isEqualTo(before);
  }

  @Test
  void inTwoWeeksHalfIsForgotten() {
    rates.addExposure(TargetKind.product, 1000);
    rates.addActors(COMMON, 10);
    for (int i = 0; i < 2 * 2016; i++) {
      rates.age();
    }
    assertThat(rates.actors().values())
        .singleElement()
        .satisfies(sum -> assertThat(sum).isCloseTo(5, within(1e-6)));
    assertThat(rates.exposures().get("product")).isCloseTo(500, within(1e-4));
  }

  private static Cell cell(String technique, TargetKind kind) {
    return new Cell(technique, new Target(kind, "chat"));
  }
}
