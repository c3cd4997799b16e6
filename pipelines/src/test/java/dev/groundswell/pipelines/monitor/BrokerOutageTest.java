package dev.groundswell.pipelines.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.servers.KafkaBroker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An outage of Kafka is no silence: what waits behind it is on time. */
@Tag("F4")
@Timeout(180)
class BrokerOutageTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Time that follows the clock is never further behind it than that. */
  private static final double SECONDS_BEHIND_IN_SILENCE =
      RunningMonitor.OUT_OF_ORDERNESS.plus(RunningMonitor.IDLE_TIMEOUT).plusSeconds(5).toSeconds();

  @TempDir Path directory;

  private KafkaBroker broker;
  private MiniCluster flink;

  @BeforeEach
  void startServers() throws Exception {
    broker = KafkaBroker.start(directory, 0);
    flink = TwoSlots.start();
  }

  @AfterEach
  void stopServers() throws Exception {
    flink.close();
    broker.close();
  }

  @Test
  void aSequenceWithAnOutageInItsMiddleAlerts() throws Exception {
    int port = URI.create("kafka://" + broker.bootstrapServers()).getPort();
    try (RunningMonitor monitor = RunningMonitor.start(flink, broker, "outage")) {
      Takeover takeover = new Takeover("alice", CLOCK);
      monitor.send(0, takeover.breakIn());
      monitor.send(0, "no Avro at all".getBytes(StandardCharsets.UTF_8));
      monitor.deadLetters().await(1, LIMIT);

      broker.close();
      monitor.awaitSecondsBehind(SECONDS_BEHIND_IN_SILENCE, LIMIT);
      broker = KafkaBroker.start(directory, port);
      monitor.send(0, takeover.abuse());

      assertThat(monitor.alerts().await(1, LIMIT))
          .extracting(alert -> alert.getDetection().getRuleName())
          .containsExactly("account_takeover_abuse");
    }
  }
}
