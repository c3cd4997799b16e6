package dev.groundswell.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {

  @Test
  void theMonitorTakesAConfigurationAndPerhapsAWarmStart() {
    assertThat(JobArguments.ofMonitor(new String[] {"--config", "my.yaml"}))
        .isEqualTo(new JobArguments(Path.of("my.yaml"), Optional.empty()));
    assertThat(
            JobArguments.ofMonitor(
                new String[] {"--config", "my.yaml", "--warm-baselines", "elasticsearch"}))
        .isEqualTo(new JobArguments(Path.of("my.yaml"), Optional.of("elasticsearch")));
  }

  @Test
  void anythingElseIsRefusedWithTheUsage() {
    assertThatThrownBy(
            () -> JobArguments.ofMonitor(new String[] {"--config", "my.yaml", "--x", "y"}))
        .isInstanceOf(ConfigException.class)
        .hasMessage("Usage: --config FILE [--warm-baselines FILE|elasticsearch]");
    assertThatThrownBy(
            () ->
                JobArguments.configFile(
                    new String[] {"--config", "my.yaml", "--warm-baselines", "elasticsearch"}))
        .isInstanceOf(ConfigException.class)
        .hasMessage("Usage: --config FILE");
  }
}
