package dev.groundswell.pipelines.monitor;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.pipelines.index.IndexJob;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints find their state again by uid: these names are a format. */
class UidsTest {

  private static final String EVERYTHING =
      """
      kafka.topics.otlp-proto: otlp
      ingest.verdict-horizon: 1 h
      """;

  @TempDir Path directory;

  @Test
  void areTheCommittedOnes() throws Exception {
    String actual = uids("monitor", monitor(EVERYTHING)) + uids("index", index());

    assertThat(actual)
        .as(
            "uids of both jobs. A uid that changes or goes leaves its state in savepoints behind:"
                + " keep the old one, or write the migration down in CHANGELOG.md; then make"
                + " src/test/resources/uids.txt say what is found here")
        .isEqualTo(committed());
  }

  @Test
  void nobodyPaysForTracesOrLaterVerdictsUnasked() throws Exception {
    assertThat(uids("monitor", monitor("")))
        .contains("monitor ingest\n")
        .doesNotContain("assemble", "-calls", "join", "-facts");
  }

  private StreamExecutionEnvironment monitor(String options) throws Exception {
    JobConfig config = config(options);
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(config.flink());
    AbuseMonitorJob.attach(environment, config.monitor(), Clock.systemUTC());
    return environment;
  }

  private StreamExecutionEnvironment index() throws Exception {
    JobConfig config = config("");
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(config.flink());
    IndexJob.attach(environment, config.index());
    return environment;
  }

  private JobConfig config(String options) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("config.yaml"),
            """
            kafka.bootstrap-servers: localhost:9092
            elasticsearch.hosts: ["http://localhost:9200"]
            """
                + options);
    return JobConfig.load(file, Map.of("GROUNDSWELL_PSEUDONYM_KEY", "sixteen bytes or more"));
  }

  private static String uids(String job, StreamExecutionEnvironment environment) {
    return environment.getStreamGraph().getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .filter(Objects::nonNull)
        .sorted()
        .map(uid -> job + " " + uid + "\n")
        .collect(joining());
  }

  private static String committed() throws Exception {
    try (InputStream uids = UidsTest.class.getResourceAsStream("/uids.txt")) {
      return new String(uids.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
