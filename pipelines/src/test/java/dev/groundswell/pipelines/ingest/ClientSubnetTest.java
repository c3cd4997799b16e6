package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSubnetTest {

  @Test
  void isTheSlash24OfAnIpv4Address() {
    assertThat(ClientSubnet.of("203.0.113.77")).hasValue("203.0.113.0/24");
  }

  @Test
  void isTheSlash48OfAnIpv6Address() {
    assertThat(ClientSubnet.of("2001:db8:12:34::1")).hasValue("2001:db8:12:0:0:0:0:0/48");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "example.org", "999.1.1.1", "1.2.3", ":", "12345::", "a:b"})
  void anythingElseHasNone(String text) {
    assertThat(ClientSubnet.of(text)).isEmpty();
  }
}
