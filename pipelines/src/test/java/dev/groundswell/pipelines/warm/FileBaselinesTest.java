package dev.groundswell.pipelines.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.KindBaseline;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.WatchedTarget;
import dev.groundswell.sinks.elasticsearch.BaselineJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBaselinesTest {

  private static final Baseline BASELINE =
      Baseline.newBuilder()
          .setBaselineId("b1")
          .setFormat(1)
          .setAsOf(0)
          .setTick(Grain.five_minutes)
          .setTargetKind(TargetKind.product)
          .setKind(
              new KindBaseline(
                  0,
                  Map.of("AML.T0054", 0.5),
                  1.5,
                  List.of(new WatchedTarget("product:chat", 1L, 2L))))
          .build();

  @TempDir Path directory;

  @Test
  void aLineIsABaseline() throws IOException {
    String line = BaselineJson.of(BASELINE);

    assertThat(new FileBaselines(file(line + "\n\n" + line + "\n")).all())
        .containsExactly(BASELINE, BASELINE);
  }

  @Test
  void whatIsKnownIsSaid() throws IOException {
    assertThat(WarmBaselines.from(file(BaselineJson.of(BASELINE))).check(Grain.five_minutes))
        .isEqualTo("0 cells of 1 targets as of 1970-01-01T00:00:00Z");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    String missing = directory.resolve("missing.jsonl").toString();

    assertThatThrownBy(() -> new FileBaselines(missing).all())
        .isInstanceOf(IOException.class)
        .hasMessage("there is no file %s; groundswell baselines writes one", missing);
  }

  @Test
  void aLineThatIsNoneIsNamed() throws IOException {
    String damaged = file(BaselineJson.of(BASELINE) + "\n{}\n");

    assertThatThrownBy(() -> new FileBaselines(damaged).all())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(damaged + ", line 2: it is no baseline");
  }

  @Test
  void anEmptyFileIsNoStart() throws IOException {
    String empty = file("");

    assertThatThrownBy(() -> WarmBaselines.from(empty).check(Grain.five_minutes))
        .hasMessageStartingWith("there are no baselines");
  }

  private String file(String content) throws IOException {
    return Files.writeString(directory.resolve("baselines.jsonl"), content).toString();
  }
}
