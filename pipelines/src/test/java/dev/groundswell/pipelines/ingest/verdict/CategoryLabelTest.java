package dev.groundswell.pipelines.ingest.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CategoryLabelTest {

  @Test
  void namesWhatWasFoundAsTheProviderDoesEachOnce() {
    assertThat(labels("violence/graphic", "hate", "violence/graphic"))
        .containsExactly(Map.entry("provider.categories", "violence/graphic, hate"));
  }

  @Test
  void nothingFoundIsNoLabel() {
    assertThat(labels()).isEmpty();
  }

  @Test
  void noNameIsCut() {
    String name = "n".repeat(EventLimits.STRING_LENGTH - 5);
    assertThat(labels("hate", name, "x", "xy").get(CategoryLabel.NAME)).isEqualTo("hate, x, xy");
    assertThat(labels("abc", name).get(CategoryLabel.NAME))
        .isEqualTo("abc, " + name)
        .hasSize(EventLimits.STRING_LENGTH);
  }

  @Test
  void aNameThatIsTooLongByItselfIsLeftOut() {
    assertThat(labels("n".repeat(EventLimits.STRING_LENGTH + 1))).isEmpty();
  }

  private static Map<String, String> labels(String... categories) {
    TelemetryEvent event = new TelemetryEvent();
    event.setLabels(new HashMap<>());
    CategoryLabel.put(event, List.of(categories));
    return event.getLabels();
  }
}
