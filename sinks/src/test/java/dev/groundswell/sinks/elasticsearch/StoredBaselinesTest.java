package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.local.servers.ElasticsearchProcess;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Elasticsearch was given comes back. */
class StoredBaselinesTest {

  /** More than a page of one month, and some of the next. */
  private static final int CELLS = 1_203;

  @Test
  void whatWasWrittenIsReadFromAllMonths(@TempDir Path directory) throws Exception {
    try (ElasticsearchProcess server = ElasticsearchProcess.start(directory, 0)) {
      ElasticsearchConfig config = ElasticsearchConfig.local(server.uri());
      assertThat(read(config)).isEmpty();

      List<Baseline> newest = new ArrayList<>();
      for (int cell = 0; cell < CELLS; cell++) {
        Duration days = Duration.ofDays(cell % 2 == 0 ? 0 : 31);
        newest.add(Samples.baseline("cell-" + cell, Samples.TIME.plus(days)));
      }
      newest.add(Samples.baselineOfKind("kind", Samples.TIME.plus(Duration.ofDays(9))));
      write(config, newest);
      // Of an earlier day, and told again: the later one of the month stays.
      write(config, List.of(Samples.baselineOfKind("kind", Samples.TIME)));

      assertThat(read(config)).containsExactlyInAnyOrderElementsOf(newest);
    }
  }

  @Test
  void aServerThatIsNotThereIsSaidToBe() {
    ElasticsearchConfig nowhere = ElasticsearchConfig.local(URI.create("http://127.0.0.1:1"));

    assertThatThrownBy(() -> read(nowhere)).isInstanceOf(IOException.class);
  }

  private static List<Baseline> read(ElasticsearchConfig config) throws IOException {
    try (StoredBaselines stored = StoredBaselines.open(config)) {
      return stored.all();
    }
  }

  private static void write(ElasticsearchConfig config, List<Baseline> baselines) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(
            1, new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
    environment
        .fromData(baselines, new AvroTypeInfo<>(Baseline.class))
        .sinkTo(
            ElasticsearchSink.of(
                "groundswell-baselines",
                (baseline, context) -> BaselineDocument.of(baseline),
                config,
                new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000),
                LoggedDeadLetters::new));
    environment.execute();
    try (RestClient client = RestClients.open(config)) {
      client.performRequest(new Request("POST", "/groundswell-baselines/_refresh"));
    }
  }
}
