package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.DriverKind;
import dev.groundswell.schemas.ShiftDriver;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which targets carry the actors that a shift has more than were expected. Where actors meet is
 * known, and of a target how many more came than were expected, but not which of them these are: so
 * the shift's are taken to have as many of them as all of the target's.
 */
final class Carriers {

  private static final int MOST = 3;
  private static final double LEAST_SHARE = 0.2;

  /** One actor is no trend. */
  private static final double LEAST_ACTORS = 2;

  private static final Comparator<ShiftDriver> BY_SHARE =
      Comparator.comparingDouble(ShiftDriver::getShare)
          .reversed()
          .thenComparing(ShiftDriver::getKind)
          .thenComparing(ShiftDriver::getValue);

  private Carriers() {}

  /**
   * A target that may carry some.
   *
   * @param actors all of its own
   * @param excess what share of them is more than was expected, from 0 to 1
   */
  record Carrier(Target target, Actors actors, double excess) {

    /** One of which so many actors were expected. */
    static Carrier of(Target target, Actors actors, double expected) {
      double excess = actors.count() == 0 ? 0 : 1 - expected / actors.count();
      return new Carrier(target, actors, Math.max(0, excess));
    }
  }

  /**
   * The three that carry most, of those that carry a fifth or more: an order that depends on
   * nothing but these.
   *
   * @param shifted sketch of the shift's actors
   * @param excess how many of them are more than were expected; positive
   */
  static List<ShiftDriver> most(ByteBuffer shifted, double excess, Stream<Carrier> others) {
    double least = Math.max(LEAST_ACTORS, LEAST_SHARE * excess);
    return others
        // Sketches are worth merging only where there may be enough.
        .filter(carrier -> carrier.excess() * carrier.actors().count() >= least)
        .map(carrier -> driver(shifted, excess, carrier))
        .filter(driver -> driver.getActors() >= least)
        .sorted(BY_SHARE)
        .limit(MOST)
        .toList();
  }

  private static ShiftDriver driver(ByteBuffer shifted, double excess, Carrier carrier) {
    double carried = carrier.excess() * ActorSketch.common(shifted, carrier.actors().sketch());
    return new ShiftDriver(
        DriverKind.valueOf(carrier.target().kind().name()),
        carrier.target().value(),
        carried,
        Math.min(1, carried / excess));
  }
}
