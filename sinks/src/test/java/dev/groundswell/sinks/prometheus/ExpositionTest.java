package dev.groundswell.sinks.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpositionTest {

  private static final ExpositionConfig ANY_PORT = Scrape.anyPort(1_000);

  @Test
  void leasesOfOneProcessShareOnePage() throws Exception {
    try (ExpositionLease first = Exposition.lease(ANY_PORT);
        ExpositionLease second = Exposition.lease(ANY_PORT)) {
      first.counter(Metric.STAGE_RECORDS, "ingest", "events").add(2);
      second.counter(Metric.STAGE_RECORDS, "ingest", "events").add(3);

      assertThat(second.port()).isEqualTo(first.port());
      assertThat(Scrape.page(first))
          .contains("groundswell_stage_records_total{stage=\"ingest\",result=\"events\",} 5.0");
    }
  }

  @Test
  void countersAreBornAtZero() throws Exception {
    try (ExpositionLease lease = Exposition.lease(ANY_PORT)) {
      CounterSeries unused = lease.counter(Metric.ALERTS, "s11", "high", "notified");

      assertThat(unused).isNotNull();
      assertThat(Scrape.page(lease))
          .contains(
              "groundswell_alerts_total{rule=\"s11\",level=\"high\",disposition=\"notified\",} 0.0");
    }
  }

  @Test
  void durationsAreObservedInSeconds() throws Exception {
    try (ExpositionLease lease = Exposition.lease(ANY_PORT)) {
      lease.histogram(Metric.DETECTION_LATENCY).observe(Duration.ofMillis(1_500));

      assertThat(Scrape.page(lease))
          .contains("groundswell_detection_latency_seconds_sum 1.5")
          .contains("groundswell_detection_latency_seconds_bucket{le=\"1.0\",} 0.0")
          .contains("groundswell_detection_latency_seconds_bucket{le=\"2.5\",} 1.0");
    }
  }

  @Test
  void theLastLeaseStopsTheServerAndDropsTheSeries() throws Exception {
    ExpositionLease first = Exposition.lease(ANY_PORT);
    ExpositionLease second = Exposition.lease(ANY_PORT);
    int port = first.port();
    second.counter(Metric.STAGE_RECORDS, "ingest", "events").add(7);

    first.close();
    first.close();
    assertThat(Scrape.page(second)).contains("} 7.0");

    second.close();
    assertThatThrownBy(() -> Scrape.page(port)).isInstanceOf(ConnectException.class);
    try (ExpositionLease restarted = Exposition.lease(ANY_PORT)) {
      assertThat(Scrape.page(restarted)).doesNotContain("stage=\"ingest\"");
    }
  }

  @Test
  void aRestartFindsItsPortFree() throws Exception {
    int port;
    try (ExpositionLease before = Exposition.lease(ANY_PORT)) {
      port = before.port();
      assertThat(Scrape.page(before)).isNotEmpty();
    }
    try (ExpositionLease after = Exposition.lease(on(new PortRange(port, port)))) {
      assertThat(after.port()).isEqualTo(port);
    }
  }

  @Test
  void takenPortsAreSkipped() throws Exception {
    try (ServerSocket taken = loopbackSocket()) {
      PortRange range = new PortRange(taken.getLocalPort(), taken.getLocalPort() + 20);
      try (ExpositionLease lease = Exposition.lease(on(range))) {
        assertThat(lease.port()).isGreaterThan(taken.getLocalPort());
      }
    }
  }

  @Test
  void aRangeWithoutAFreePortIsRefusedByName() throws Exception {
    try (ServerSocket taken = loopbackSocket()) {
      PortRange range = new PortRange(taken.getLocalPort(), taken.getLocalPort());

      assertThatThrownBy(() -> Exposition.lease(on(range)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("prometheus.ports")
          .hasMessageContaining(range.toString());
    }
  }

  @Test
  void oneProcessCannotExposeUnderTwoConfigurations() throws Exception {
    try (ExpositionLease lease = Exposition.lease(ANY_PORT)) {
      assertThatThrownBy(() -> Exposition.lease(Scrape.anyPort(2_000)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(lease.port()).isPositive();
    }
  }

  @Test
  void aMetricIsOnlyUsedAsWhatItIs() throws Exception {
    try (ExpositionLease lease = Exposition.lease(ANY_PORT)) {
      assertThatThrownBy(() -> lease.gauge(Metric.ALERTS, "rule", "high", "shadow"))
          .hasMessageContaining("groundswell_alerts_total");
      assertThatThrownBy(() -> lease.counter(Metric.ALERTS, "rule"))
          .hasMessageContaining("[rule, level, disposition]");
    }
  }

  private static ExpositionConfig on(PortRange ports) {
    return new ExpositionConfig("127.0.0.1", ports, 1_000);
  }

  private static ServerSocket loopbackSocket() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
