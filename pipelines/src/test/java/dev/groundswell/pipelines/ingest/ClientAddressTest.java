package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

  @Test
  void theNetworkOfAnIpv4AddressIsItsSlash24() {
    assertThat(ClientAddress.parse("203.0.113.77"))
        .hasValue(new ClientAddress("203.0.113.77", "203.0.113.0/24"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001:db8:12:34::1",
        "2001:DB8:12:34::1",
        "2001:0db8:0012:0034:0000:0000:0000:0001",
        "2001:db8:12:34::0.0.0.1"
      })
  void allSpellingsOfAnIpv6AddressAreOne(String spelling) {
    assertThat(ClientAddress.parse(spelling))
        .hasValue(new ClientAddress("2001:db8:12:34:0:0:0:1", "2001:db8:12:0:0:0:0:0/48"));
  }

  @Test
  void anIpv4AddressInsideAnIpv6AddressIsThatAddress() {
    assertThat(ClientAddress.parse("::ffff:203.0.113.77"))
        .isEqualTo(ClientAddress.parse("203.0.113.77"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "example.org",
        "999.1.1.1",
        "1.2.3",
        ":",
        "12345::",
        "a:b",
        ".:1",
        ".1:1"
      })
  void anythingElseIsNone(String text) {
    assertThat(ClientAddress.parse(text)).isEmpty();
  }
}
