package dev.groundswell.local.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.Alert;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on a Flink cluster, which has nothing of ours on its class path. */
@Timeout(600)
class FlinkRunTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int JOBS = 2;

  @TempDir Path directory;

  private Servers servers;
  private FlinkCluster flink;

  @BeforeEach
  void startServers() throws Exception {
    servers = Servers.start(directory);
    flink = FlinkCluster.start(directory.resolve("flink"));
  }

  @AfterEach
  void stopServers() throws Exception {
    if (flink != null) {
      flink.close();
    }
    servers.close();
  }

  @Test
  void bothJobsOfTheJarRunAndLeaveNothingWhenTheyAreCancelled() throws Exception {
    int metrics = Http.freePorts(JOBS);
    Path config =
        servers.config(directory, "prometheus.ports: %d-%d".formatted(metrics, metrics + JOBS - 1));
    List<String> jobs = new ArrayList<>();
    for (List<String> command : Readme.commands("flink run", config)) {
      jobs.add(flink.run(command));
    }
    assertThat(jobs).hasSize(JOBS);

    Takeover takeover = new Takeover(Clock.systemUTC().millis());
    servers.send(takeover.breakIn());
    servers.send(takeover.abuse());

    Poll.until("a document", LIMIT, flink::output, () -> !servers.alertDocuments().isEmpty());
    assertThat(servers.alertDocuments())
        .extracting(document -> document.at("/rule/name").asText())
        .containsExactly(Takeover.RULE);
    assertThat(servers.alerts()).extracting(Alert::getAlertId).hasSize(1);
    Poll.until("a checkpoint", LIMIT, flink::output, servers::isCheckpointed);
    for (int i = 0; i < JOBS; i++) {
      String job = jobs.get(i);
      Poll.until("one of each", LIMIT, flink::output, () -> flink.checkpoints(job) > 0);
      assertThat(Http.page(URI.create("http://127.0.0.1:%d/metrics".formatted(metrics + i))))
          .hasValueSatisfying(page -> assertThat(page).contains("groundswell_"));
    }

    // Before the end: Flink closes a job's class loader without waiting for Kafka's threads.
    assertThat(flink.output()).doesNotContain("NoClassDefFoundError", "ClassNotFoundException");
    for (String job : jobs) {
      flink.cancel(job);
    }
    for (int i = 0; i < JOBS; i++) {
      int port = metrics + i;
      Poll.until("port " + port + " free", LIMIT, flink::output, () -> Http.isFree(port));
    }
  }
}
