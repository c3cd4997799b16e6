package dev.groundswell.local.demo;

import dev.groundswell.local.cli.CommandFailure;
import dev.groundswell.local.flink.LocalFlink;
import dev.groundswell.local.servers.ElasticsearchProcess;
import dev.groundswell.local.servers.KafkaBroker;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.pipelines.ingest.format.Format;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Kafka, Elasticsearch and Flink on this machine. */
final class LocalStack implements AutoCloseable {

  static final int TELEMETRY_PARTITIONS = 4;

  /** What is rare would be rarer in several, and event time waits for the slowest of them. */
  private static final int RARE_PARTITIONS = 1;

  private static final int OUTPUT_PARTITIONS = 2;

  private final Deque<Closeable> started = new ArrayDeque<>();
  private KafkaBroker kafka;
  private ElasticsearchProcess elasticsearch;
  private LocalFlink flink;

  private LocalStack() {}

  static LocalStack start(
      Path directory, DemoOptions options, KafkaConfig.Topics topics, PrintWriter out)
      throws Exception {
    LocalStack stack = new LocalStack();
    try {
      requireFree(options.elasticsearchPort(), "Elasticsearch");
      requireFree(options.kafkaPort(), "Kafka");
      requireFree(options.flinkPort(), "Flink's web UI");
      requireFree(options.metricsPort(), "the metrics");
      out.println("starting Kafka, Elasticsearch and Flink ...");
      out.flush();
      stack.kafka = KafkaBroker.start(subdirectory(directory, "kafka"), options.kafkaPort());
      stack.started.push(stack.kafka::close);
      stack.createTopics(topics);
      stack.elasticsearch =
          ElasticsearchProcess.start(
              subdirectory(directory, "elasticsearch"), options.elasticsearchPort());
      stack.started.push(stack.elasticsearch::close);
      stack.flink =
          LocalFlink.start(FlinkSettings.of(subdirectory(directory, "flink"), options.flinkPort()));
      stack.started.push(stack.flink::close);
      return stack;
    } catch (Exception e) {
      stack.close();
      throw e;
    }
  }

  KafkaBroker kafka() {
    return kafka;
  }

  ElasticsearchProcess elasticsearch() {
    return elasticsearch;
  }

  LocalFlink flink() {
    return flink;
  }

  private void createTopics(KafkaConfig.Topics topics) throws Exception {
    for (Map.Entry<String, Format> input : topics.telemetry().entrySet()) {
      kafka.createTopic(
          input.getKey(),
          input.getValue() == Format.CLOUDTRAIL ? RARE_PARTITIONS : TELEMETRY_PARTITIONS,
          Map.of("max.message.bytes", Integer.toString(KafkaBroker.MAX_RECORD_BYTES)));
    }
    kafka.createTopic(topics.rules(), 1, KafkaConfig.RULES_TOPIC);
    kafka.createTopic(topics.mitigations(), 1, Map.of());
    for (String output : topics.outputs()) {
      kafka.createTopic(
          output,
          OUTPUT_PARTITIONS,
          output.equals(topics.baselines()) ? KafkaConfig.BASELINES_TOPIC : Map.of());
    }
  }

  private static Path subdirectory(Path directory, String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  private static void requireFree(int port, String purpose) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new CommandFailure(
          "port %d for %s is taken: stop who uses it, or choose another --port-base"
              .formatted(port, purpose),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (IOException | RuntimeException e) {
        failure = new IOException("a server did not stop cleanly", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
