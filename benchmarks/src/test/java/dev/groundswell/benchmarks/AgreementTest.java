package dev.groundswell.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.benchmarks.Agreement.Disagreement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreementTest {

  @Test
  void equalAlertsAgree() {
    assertThatCode(() -> Agreement.require(said(List.of("a", "b"), List.of("a", "b"))))
        .doesNotThrowAnyException();
  }

  @Test
  void anAlertThatOneOfThemDoesNotRaiseIsNamed() {
    assertThatThrownBy(() -> Agreement.require(said(List.of("a", "b"), List.of("a", "c"))))
        .isInstanceOf(Disagreement.class)
        .hasMessage("naive: 2 alerts, of its own [b]; ours: 2 alerts, of its own [c]");
  }

  @Test
  void anAlertThatOneOfThemRaisesTwiceIsNamed() {
    assertThatThrownBy(() -> Agreement.require(said(List.of("a"), List.of("a", "a"))))
        .isInstanceOf(Disagreement.class)
        .hasMessage("naive: 1 alerts, of its own []; ours: 2 alerts, of its own [a]");
  }

  @Test
  void silenceIsNoAgreement() {
    assertThatThrownBy(() -> Agreement.require(said(List.of(), List.of())))
        .isInstanceOf(Disagreement.class);
  }

  private static Map<Contestant, List<String>> said(List<String> naive, List<String> ours) {
    Map<Contestant, List<String>> alerts = new EnumMap<>(Contestant.class);
    alerts.put(Contestant.NAIVE, naive);
    alerts.put(Contestant.OURS, ours);
    return alerts;
  }
}
