package dev.groundswell.cep.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 32, 0",
    "10.0.0.1, 32, 167772161",
    "255.255.255.255, 32, 4294967295",
    "::1, 128, 1",
    "::ffff:0.0.0.7, 32, 7",
    "1::, 128, 5192296858534827628530496329220096",
  })
  void anAddressIsItsBits(String text, int bits, String number) {
    assertThat(NetworkAddress.parse(text))
        .hasValueSatisfying(
            address -> {
              assertThat(address.bits()).isEqualTo(bits);
              assertThat(address.number()).hasToString(number);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 0.0.0.0/0",
    "255.255.255.255, 255.255.255.255/32",
    "2001:db8::/32, 2001:db8:0:0:0:0:0:0/32",
    "ffff::/16, ffff:0:0:0:0:0:0:0/16",
    "::ffff:0:0/96, 0.0.0.0/0",
    "::ffff:10.0.0.0/104, 10.0.0.0/8",
  })
  void aNetworkIsWrittenAsRulesWriteIt(String text, String written) {
    assertThat(Network.parse(text)).hasToString(written);
  }

  // A name would be looked up if it got as far as the JDK.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "example.org",
        "10",
        "10.1",
        "10.0.0.256",
        "010.0.0.1",
        "10.0.0.1 ",
        "0x7f.1",
        "face",
        "face.example.org",
        "1:2",
        ":::",
        "::1%eth0",
        "[::1]",
        "fe80::1/64",
        "10.0.0.1:80",
      })
  void anythingElseIsNone(String text) {
    assertThat(NetworkAddress.parse(text)).isEmpty();
  }
}
