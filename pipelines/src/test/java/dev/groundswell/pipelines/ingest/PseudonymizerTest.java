package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PseudonymizerTest {

  @Test
  void isTheHmacOfFieldAndValue() throws Exception {
    byte[] secret = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    byte[] hmac = mac.doFinal("user.id\0alice".getBytes(StandardCharsets.UTF_8));
    assertThat(new Pseudonymizer(new PseudonymKey("k", secret)).of("user.id", "alice"))
        .isEqualTo(HexFormat.of().formatHex(hmac, 0, 16));
  }

  @Test
  @Tag("K4")
  void aPromptThatGuessesAnAddressDoesNotShowItsPseudonym() {
    Pseudonymizer pseudonyms = new Pseudonymizer(key("0123456789abcdef"));
    assertThat(pseudonyms.ofText("content.input", "alice@example.org"))
        .isNotEqualTo(pseudonyms.of("user.id", "alice@example.org"));
  }

  @Test
  @Tag("B5")
  void anIdentityOfAMegabyteIsHashedAndNotRemembered() {
    Pseudonymizer pseudonyms = new Pseudonymizer(key("0123456789abcdef"));
    pseudonyms.of("user.id", "alice");
    String identity = "x".repeat(1 << 20);
    assertThat(pseudonyms.of("user.id", identity))
        .isEqualTo(pseudonyms.of("user.id", identity))
        .hasSize(32);
    assertThat(pseudonyms.remembered()).isEqualTo(1);
  }

  @Test
  void otherKeysGiveOtherPseudonyms() {
    assertThat(new Pseudonymizer(key("0123456789abcdef")).of("user.id", "alice"))
        .isNotEqualTo(new Pseudonymizer(key("fedcba9876543210")).of("user.id", "alice"));
  }

  @Test
  void nobodyStaysNobody() {
    Pseudonymizer pseudonyms = new Pseudonymizer(key("0123456789abcdef"));
    assertThat(pseudonyms.of("user.id", null)).isNull();
    assertThat(pseudonyms.of("user.id", "")).isNull();
    assertThat(pseudonyms.of("user.id", " ")).isNull();
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
