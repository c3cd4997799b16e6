package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.schemas.Baseline;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BaselineJsonTest {

  private static final Baseline CELL = Samples.baseline("b1", Samples.TIME);

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Baseline kind = Samples.baselineOfKind("b2", Samples.TIME);
    BaselineJson json = new BaselineJson();

    assertThat(json.read(BaselineJson.of(CELL))).isEqualTo(CELL);
    assertThat(json.read(BaselineJson.of(kind))).isEqualTo(kind);
  }

  @Test
  void aFieldThatIsNotKnownIsRefused() {
    assertRefused(
        BaselineJson.of(CELL).replace("\"tick\"", "\"spin\":1,\"tick\""),
        "groundswell.baseline.spin, which is not known here");
  }

  @Test
  void aStateOfASchemaThatIsNotKnownIsRefusedWithItsFormat() {
    // The marker C3 01, and a fingerprint of nothing.
    String state = "\"state\":\"wwEAAAAAAAAAAAA=\"";
    assertRefused(
        BaselineJson.of(CELL).replaceFirst("\"state\":\"[^\"]+\"", state),
        "groundswell.baseline.format 1, cannot be read: no known schema");
  }

  @Test
  void whatIsNoBaselineIsRefused() {
    assertRefused("{", "not JSON");
    assertRefused("{}", "no baseline");
    assertRefused("{\"groundswell\":{\"baseline\":{\"state\":\"?\"}}}", "not in base 64");
  }

  private static void assertRefused(String line, String because) {
    assertThatThrownBy(() -> new BaselineJson().read(line))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(because);
  }
}
