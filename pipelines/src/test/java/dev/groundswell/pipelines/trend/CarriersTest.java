package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.groundswell.pipelines.trend.Carriers.Carrier;
import dev.groundswell.schemas.DriverKind;
import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.TargetKind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CarriersTest {

  private static final double NO_ROUNDING = 1e-9;

  @Test
  void namesTheTargetThatHasTheSameActorsAndUsuallyHasNone() {
    ShiftDriver driver = most(0, 50, carrier(TargetKind.model, "new", 0, 50, 0)).get(0);

    assertThat(driver)
        .returns(DriverKind.model, ShiftDriver::getKind)
        .returns("new", ShiftDriver::getValue)
        .returns(50.0, ShiftDriver::getActors)
        .returns(1.0, ShiftDriver::getShare);
  }

  @Test
  void doesNotNameTheBiggestTargetForBeingBig() {
    assertThat(most(0, 50, carrier(TargetKind.product, "biggest", 0, 300, 300))).isEmpty();
  }

  @Test
  void doesNotNameATargetThatOthersReach() {
    assertThat(most(0, 50, carrier(TargetKind.region, "elsewhere", 50, 100, 0))).isEmpty();
  }

  @Test
  void takesAsManyOfTheSharedActorsToBeMoreThanUsualAsOfAll() {
    ShiftDriver driver = most(0, 50, carrier(TargetKind.region, "eu", 0, 100, 60)).get(0);

    assertThat(driver.getActors()).isCloseTo(50 * 0.4, within(NO_ROUNDING));
    assertThat(driver.getShare()).isCloseTo(0.4, within(NO_ROUNDING));
  }

  @Test
  void sharesAreOfWhatTheShiftHasMoreThanWasExpected() {
    ByteBuffer shifted = sketch(0, 100);
    List<ShiftDriver> drivers =
        Carriers.most(shifted, 25, Stream.of(carrier(TargetKind.region, "eu", 0, 100, 80)));

    assertThat(drivers).singleElement().satisfies(driver -> shareIs(driver, 0.8));
  }

  @Test
  void namesTheThreeThatCarryMost() {
    assertThat(
            most(
                0,
                100,
                carrier(TargetKind.region, "eu", 0, 30, 0),
                carrier(TargetKind.product, "chat", 0, 100, 0),
                carrier(TargetKind.model, "a", 0, 40, 0),
                carrier(TargetKind.model, "b", 40, 60, 0)))
        .extracting(ShiftDriver::getKind, ShiftDriver::getValue)
        .containsExactly(
            tuple(DriverKind.product, "chat"),
            tuple(DriverKind.model, "b"),
            tuple(DriverKind.model, "a"));
  }

  @Test
  void equalSharesAreInTheOrderOfKindAndName() {
    Carrier[] carriers = {
      carrier(TargetKind.region, "eu", 0, 50, 0),
      carrier(TargetKind.model, "b", 0, 50, 0),
      carrier(TargetKind.model, "a", 0, 50, 0)
    };

    assertThat(most(0, 50, carriers))
        .extracting(ShiftDriver::getValue)
        .containsExactly("a", "b", "eu");
  }

  @Test
  void whatCarriesLessThanAFifthIsNoDriver() {
    assertThat(most(0, 50, carrier(TargetKind.model, "a", 0, 10, 0))).hasSize(1);
    assertThat(most(0, 50, carrier(TargetKind.model, "a", 0, 9, 0))).isEmpty();
  }

  @Test
  void oneActorDrivesNothing() {
    assertThat(most(0, 1, carrier(TargetKind.model, "a", 0, 1, 0))).isEmpty();
  }

  @Test
  void nobodyIsSharedWithATargetWithoutActors() {
    assertThat(most(0, 50, Carrier.of(target(TargetKind.model, "a"), Actors.NONE, 3))).isEmpty();
  }

  private static void shareIs(ShiftDriver driver, double share) {
    assertThat(driver.getShare()).isCloseTo(share, within(NO_ROUNDING));
  }

  private static List<ShiftDriver> most(int from, int actors, Carrier... carriers) {
    return Carriers.most(sketch(from, actors), actors, Stream.of(carriers));
  }

  private static Carrier carrier(
      TargetKind kind, String value, int from, int actors, double expected) {
    return Carrier.of(target(kind, value), Actors.of(sketch(from, actors)), expected);
  }

  private static Target target(TargetKind kind, String value) {
    return new Target(kind, value);
  }

  private static ByteBuffer sketch(int from, int actors) {
    ActorSketch sketch = ActorSketch.empty();
    IntStream.range(from, from + actors).forEach(i -> sketch.add("actor-" + i));
    return sketch.toBytes();
  }
}
