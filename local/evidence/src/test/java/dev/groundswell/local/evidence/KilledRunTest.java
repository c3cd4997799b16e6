package dev.groundswell.local.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code groundswell run}, killed in the middle of an abuse. */
@Tag("F2")
@Timeout(600)
class KilledRunTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int FIRST_HALF = 6;

  @TempDir Path directory;

  private Servers servers;
  private int metricsPort;
  private int webPort;
  private Path config;

  @BeforeEach
  void startServers() throws Exception {
    servers = Servers.start(directory);
    metricsPort = Http.freePorts(2);
    webPort = metricsPort + 1;
    config =
        servers.config(
            directory,
            "prometheus.ports: " + metricsPort,
            // An id that was sent before the kill is still known however long the restart takes.
            "ingest.dedupe-horizon: 10 min",
            "flink.rest.port: " + webPort,
            "flink.execution.checkpointing.dir: " + directory.resolve("checkpoints").toUri());
  }

  @AfterEach
  void stopServers() throws Exception {
    servers.close();
  }

  @Test
  void goesOnInTheMiddleOfAnAbuseAfterAKillAndAlertsOnce() throws Exception {
    Takeover takeover = new Takeover(Clock.systemUTC().millis());
    List<TelemetryEvent> before = takeover.breakIn();
    try (Child run = run("first")) {
      assertThat(run.output()).contains("groundswell-monitor starts afresh");
      servers.send(before);
      Poll.until("a checkpoint of it", LIMIT, run::output, servers::isCheckpointed);
      Poll.until("one of the index job", LIMIT, run::output, this::indexIsCheckpointed);
      run.kill();
    }

    try (Child run = run("second")) {
      assertThat(run.output())
          .containsPattern("groundswell-monitor goes on from file:.*/chk-\\d+")
          .containsPattern("groundswell-index goes on from file:.*/chk-\\d+");
      servers.send(List.of(before.get(0)));
      servers.send(takeover.abuse());
      Poll.until("the alert", LIMIT, run::output, () -> !servers.alerts().isEmpty());
      Poll.until("its document", LIMIT, run::output, () -> !servers.alertDocuments().isEmpty());
      Poll.until("the ledger", LIMIT, run::output, () -> ledger("items") == FIRST_HALF + 3);
      assertThat(ledger("duplicate")).isEqualTo(1);

      assertThat(run.terminate()).isEqualTo(143);
    }

    assertThat(servers.alerts())
        .extracting(Alert::getAlertId)
        .hasSize(1)
        .containsExactlyElementsOf(
            servers.alertDocuments().stream()
                .map(document -> document.at("/event/id").asText())
                .toList());
    JsonNode alert = servers.alertDocuments().get(0);
    assertThat(alert.at("/rule/name").asText()).isEqualTo(Takeover.RULE);
    assertThat(alert.at("/groundswell/evidence").toString())
        .contains("telemetry-0-0", "telemetry-0-5", "telemetry-0-8");
    assertThat(Http.isFree(metricsPort)).isTrue();
    assertThat(Http.isFree(webPort)).isTrue();
  }

  /** Starts the README's command and waits until both jobs have been submitted. */
  private Child run(String name) throws Exception {
    Child run =
        Child.start(
            directory.resolve(name + ".out"),
            Map.of("JAVA_OPTS", "-Xmx1g -Dgroundswell.log=" + directory.resolve(name + ".log")),
            Readme.commands("./groundswell run", config).get(0));
    try {
      Poll.until(
          "a start",
          LIMIT,
          run::output,
          () -> !run.isAlive() || run.output().contains("running; Flink's web UI is at"));
      assertThat(run.isAlive()).as(run.output()).isTrue();
      return run;
    } catch (Throwable e) {
      run.close();
      throw e;
    }
  }

  private boolean indexIsCheckpointed() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("checkpoints/groundswell-index"))) {
      return files.anyMatch(file -> file.endsWith("_metadata"));
    } catch (UncheckedIOException e) { // What was listed is gone: Flink deletes as it writes.
      return false;
    }
  }

  /** What ingest's ledger says, as of the last checkpoint of this run; 0 before the first. */
  private long ledger(String result) throws Exception {
    URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(metricsPort));
    Matcher line =
        Pattern.compile(
                "groundswell_ledger_records\\{stage=\"ingest\",result=\"%s\",[^}]*\\} (\\S+)"
                    .formatted(result))
            .matcher(Http.page(metrics).orElse(""));
    return line.find() ? (long) Double.parseDouble(line.group(1)) : 0;
  }
}
