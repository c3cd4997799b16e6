package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.simulator.SimulatedRecord;
import dev.groundswell.local.simulator.Treatment;
import java.util.Iterator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private final InFlight inFlight = new InFlight();

  @Test
  void theEarliestIsTheFirstThatIsNotOnTheBroker() {
    Iterator<SimulatedRecord> records = records(10, 20, 20, 30);
    records.next();
    records.next();
    records.next();
    inFlight.arrived(20);
    assertThat(inFlight.earliestDueNanos()).hasValue(10);

    inFlight.arrived(10);
    assertThat(inFlight.earliestDueNanos()).hasValue(20);

    records.next();
    inFlight.arrived(20);
    assertThat(inFlight.earliestDueNanos()).hasValue(30);
  }

  @Test
  void aRecordIsInFlightBeforeItIsDue() {
    assertThat(inFlight.earliestDueNanos()).hasValue(0);
    records(40).next();
    assertThat(inFlight.earliestDueNanos()).hasValue(40);
  }

  @Test
  void whileTheNextIsMadeItIsTheLast() {
    records(40).next();
    inFlight.arrived(40);
    assertThat(inFlight.earliestDueNanos()).hasValue(40);
  }

  @Test
  void nothingHoldsTimeBackWhenNothingComesAnyMore() {
    records(40).next();
    inFlight.over();
    assertThat(inFlight.earliestDueNanos()).isEmpty();
  }

  private Iterator<SimulatedRecord> records(long... dues) {
    return inFlight.of(
        LongStream.of(dues)
            .mapToObj(
                due ->
                    new SimulatedRecord(
                        due,
                        "avro",
                        new byte[0],
                        new byte[0],
                        Treatment.PLAIN,
                        new SimulatedRecord.Benign(1)))
            .iterator());
  }
}
