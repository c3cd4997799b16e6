package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PseudonymizerTest {

  /** RFC 4231, test case 1. */
  private static final byte[] RFC_KEY =
      HexFormat.of().parseHex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");

  @Test
  void isTheHmacOfTheStandard() {
    assertThat(new Pseudonymizer(new PseudonymKey("rfc", RFC_KEY)).of("Hi There"))
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b");
  }

  @Test
  void otherKeysGiveOtherPseudonyms() {
    assertThat(new Pseudonymizer(key("0123456789abcdef")).of("alice"))
        .isNotEqualTo(new Pseudonymizer(key("fedcba9876543210")).of("alice"));
  }

  @Test
  void nobodyStaysNobody() {
    assertThat(new Pseudonymizer(key("0123456789abcdef")).of((String) null)).isNull();
  }

  @Test
  void refusesAKeyThatCanBeGuessed() {
    assertThatThrownBy(() -> key("short"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 16");
  }

  @Test
  @Tag("K2")
  void theKeyNeverPrintsItsSecret() {
    assertThat(key("0123456789abcdef").toString()).isEqualTo("PseudonymKey[id=k, secret=redacted]");
  }

  private static PseudonymKey key(String secret) {
    return new PseudonymKey("k", secret.getBytes(StandardCharsets.UTF_8));
  }
}
