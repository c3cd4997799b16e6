package dev.groundswell.sinks.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LabelValueTest {

  @Test
  void anHonestValueStaysAsItIs() {
    assertThat(LabelValue.of("chat|large-2 ünï")).isEqualTo("chat|large-2 ünï");
  }

  @Test
  @Tag("B8")
  void aMegabyteIsCut() {
    assertThat(LabelValue.of("a".repeat(1 << 20))).hasSize(LabelValue.MAX_LENGTH);
  }

  @Test
  @Tag("B8")
  void whatCouldForgeALineIsReplaced() {
    assertThat(LabelValue.of("x\"} 1\ngroundswell_alerts_total 9\r\\\u2028"))
        .isEqualTo("x_} 1_groundswell_alerts_total 9___");
  }

  @Test
  @Tag("B8")
  void halfACharacterIsReplaced() {
    assertThat(LabelValue.of("\ud83d")).isEqualTo("_");
    assertThat(LabelValue.of("a".repeat(127) + "\ud83d\ude00")).isEqualTo("a".repeat(127) + "_");
    assertThat(LabelValue.of("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
  }

  @Test
  void anAbsentValueHasAName() {
    assertThat(LabelValue.of(null)).isEqualTo("unknown");
    assertThat(LabelValue.of("")).isEqualTo("unknown");
  }
}
