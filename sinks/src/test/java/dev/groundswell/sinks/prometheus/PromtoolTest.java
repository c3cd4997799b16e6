package dev.groundswell.sinks.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromtoolTest {

  @TempDir private Path directory;

  @Test
  @Tag("B8")
  void prometheusOwnLinterAcceptsThePage() throws Exception {
    if (!Boolean.parseBoolean(System.getenv("CI"))) {
      assumeThat(isInstalled())
          .as("skipped: no `promtool` on the PATH (Debian: apt install prometheus)")
          .isTrue();
    }
    Path page = Files.writeString(directory.resolve("metrics.txt"), pageWithEveryMetric());
    Path output = directory.resolve("promtool.txt");

    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(page.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(promtool.waitFor()).as(() -> "promtool says:\n" + read(output)).isZero();
    assertThat(read(output)).isEmpty();
  }

  private static String pageWithEveryMetric() throws Exception {
    try (ExpositionLease lease = Exposition.lease(Scrape.anyPort(1_000))) {
      for (Metric metric : Metric.values()) {
        String[] labels = metric.labels().toArray(String[]::new);
        Arrays.setAll(labels, i -> "hostile \" \n \\ } 1 é " + "x".repeat(1 << 20));
        switch (metric.type()) {
          case COUNTER -> lease.counter(metric, labels).add(1);
          case GAUGE -> lease.gauge(metric, labels).set(-0.5);
          case HISTOGRAM -> lease.histogram(metric, labels).observe(Duration.ofSeconds(3));
        }
      }
      String page = Scrape.page(lease);
      for (Metric metric : Metric.values()) {
        assertThat(page).contains("# TYPE " + metric.exposedName());
      }
      return page;
    }
  }

  private static boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
