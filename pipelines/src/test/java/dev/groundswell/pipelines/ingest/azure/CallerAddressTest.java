package dev.groundswell.pipelines.ingest.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.TelemetryEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7,",
    "203.0.113.7:50123, 203.0.113.7,",
    "203.0.113.***, , 203.0.113.0/24",
    "203.0.113.xxx, , 203.0.113.0/24",
    "2001:db8::7, 2001:db8::7,",
    "::1, ::1,",
    "somewhere, ,",
    "203.0.113., ,",
    "203.0.***.***, ,",
    ", ,",
  })
  void tellsAddressOrNetwork(String text, String address, String subnet) {
    TelemetryEvent event = TelemetryEvent.newBuilder().setEventId("1").setEventTime(1).build();
    CallerAddress.set(event, text);
    assertThat(event.getClientAddress()).isEqualTo(address);
    assertThat(event.getClientSubnet()).isEqualTo(subnet);
  }
}
