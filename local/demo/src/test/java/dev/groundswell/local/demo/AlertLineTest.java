package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Disposition;
import org.junit.jupiter.api.Test;

class AlertLineTest {

  @Test
  void saysWhatWhoAndOnWhatEvidence() {
    assertThat(AlertLine.of(Alerts.alert("a1", "guardrail_probing")))
        .isEqualTo(
            "ALERT high guardrail_probing service.name=chat user.id=01234567"
                + " | blocked x7, passed x1"
                + " | 2026-01-01T10:00:00Z .. 2026-01-01T10:07:30Z"
                + " | a1");
  }

  @Test
  void saysThatItPagesNobody() {
    Alert alert = Alerts.alert("a1", "impossible_travel");
    alert.setDisposition(Disposition.shadow);
    assertThat(AlertLine.of(alert)).startsWith("SHADOW high impossible_travel ");
    alert.setDisposition(Disposition.suppressed);
    assertThat(AlertLine.of(alert)).startsWith("REPEAT high impossible_travel ");
  }
}
