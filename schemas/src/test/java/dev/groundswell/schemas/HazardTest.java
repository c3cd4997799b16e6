package dev.groundswell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HazardTest {

  @Test
  void namesTheTwelveHazardsAsVerdictsWriteThem() {
    assertThat(Arrays.stream(Hazard.values()).map(Hazard::harm))
        .containsExactly(
            "violent_crimes",
            "non_violent_crimes",
            "sex_related_crimes",
            "child_sexual_exploitation",
            "indiscriminate_weapons",
            "suicide_and_self_harm",
            "hate",
            "privacy",
            "intellectual_property",
            "defamation",
            "specialized_advice",
            "sexual_content");
  }

  @Test
  void knowsNoOtherHarm() {
    assertThat(Hazard.ofHarm("hate")).hasValue(Hazard.HATE);
    assertThat(Hazard.ofHarm("HATE")).isEmpty();
    assertThat(Hazard.ofHarm("violence")).isEmpty();
  }
}
