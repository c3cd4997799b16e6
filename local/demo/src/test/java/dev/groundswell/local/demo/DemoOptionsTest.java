package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.simulator.HistoryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DemoOptionsTest {

  private static final Instant END = Instant.parse("2026-06-29T12:00:00Z");

  @Test
  void defaultsRunUntilStoppedAtRealTime() {
    DemoOptions options = parse();
    options.validate();

    assertThat(options.duration()).isEmpty();
    assertThat(options.rate()).isEqualTo(1000);
    assertThat(options.seed()).isEqualTo(1);
    assertThat(options.timeScale()).isEqualTo(1);
    assertThat(options.history(Instant.EPOCH)).isEmpty();
    assertThat(options.dataDir()).isEmpty();
    assertThat(options.summary()).isEmpty();
    assertThat(options.plain()).isFalse();
    assertThat(options.elasticsearchPort()).isEqualTo(19_200);
    assertThat(options.kafkaPort()).isEqualTo(19_201);
    assertThat(options.flinkPort()).isEqualTo(19_202);
    assertThat(options.metricsPort()).isEqualTo(19_203);
  }

  @Test
  void everyOptionIsRead() {
    DemoOptions options =
        parse(
            "--duration=2m",
            "--rate=50",
            "--seed=7",
            "--time-scale=3",
            "--history=28d",
            "--data-dir=data",
            "--port-base=20000",
            "--plain",
            "--summary=summary.json");
    options.validate();

    assertThat(options.duration()).contains(Duration.ofMinutes(2));
    assertThat(options.rate()).isEqualTo(50);
    assertThat(options.seed()).isEqualTo(7);
    assertThat(options.timeScale()).isEqualTo(3);
    assertThat(options.history(END)).contains(new HistoryConfig(7, Duration.ofDays(28), END));
    assertThat(options.dataDir()).contains(Path.of("data"));
    assertThat(options.elasticsearchPort()).isEqualTo(20_000);
    assertThat(options.plain()).isTrue();
    assertThat(options.summary()).contains(Path.of("summary.json"));
  }

  @ParameterizedTest
  @CsvSource({"90s, 60", "7s, 772", "90m, 1", "3h, 1"})
  void aBoundedRunSpansNinetyMinutesOfEventTime(String duration, int timeScale) {
    assertThat(parse("--duration", duration).timeScale()).isEqualTo(timeScale);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--rate=many",
        "--seed=1.5",
        "--duration=soon",
        "--time-scale=fast",
        "--history=long",
        "--port-base=http"
      })
  void whatCannotBeReadIsRefused(String argument) {
    assertThatThrownBy(() -> parse(argument)).isInstanceOf(CommandLine.ParameterException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "--port-base=80, --port-base must be between 1024 and 65532",
    "--port-base=65533, --port-base must be between 1024 and 65532",
    "--rate=0, rate must be at least 1",
    "--time-scale=0, time scale must be at least 1",
    "--time-scale=2, a time scale above 1 needs a duration",
    "--history=6d, a history has between 7d and 60d",
    "--history=61d, a history has between 7d and 60d",
    "--history=169h, whole days",
    "--rate=1 --duration=99s, rate x duration must be at least 100 records",
    "--rate=2000000000 --duration=90s, rate must be at most 1000000 records per second",
    "--rate=1000000 --duration=999999999h, too long to be counted",
  })
  void whatCannotBeRunIsRefusedBeforeAnythingStarts(String arguments, String message) {
    assertThatThrownBy(() -> parse(arguments.split(" ", -1)).validate())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(message);
  }

  @Test
  void aSummaryThatCannotBeWrittenIsRefusedBeforeAnythingStarts(@TempDir Path directory) {
    assertThatThrownBy(() -> parse("--summary", directory.toString()).validate())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is a directory, not a file");
    assertThatThrownBy(() -> parse("--summary", directory + "/missing/out.json").validate())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("there is no directory " + directory.resolve("missing"));
    assertThat(directory).isEmptyDirectory();
  }

  private static DemoOptions parse(String... arguments) {
    return CommandLine.populateCommand(new DemoOptions(), arguments);
  }
}
