package dev.groundswell.pipelines.monitor;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.servers.KafkaBroker;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.pipelines.config.MonitorConfig;
import dev.groundswell.pipelines.decide.DecideConfig;
import dev.groundswell.pipelines.ingest.IngestConfig;
import dev.groundswell.pipelines.ingest.OutOfOrderness;
import dev.groundswell.pipelines.ingest.PseudonymKey;
import dev.groundswell.pipelines.ingest.TraceConfig;
import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.PortRange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The production job on a cluster, with topics of its own. A failure ends it: no restarts. */
final class RunningMonitor implements AutoCloseable {

  static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);
  static final Duration IDLE_TIMEOUT = Duration.ofSeconds(1);
  static final Duration TRACE_HORIZON = Duration.ofSeconds(1);
  static final int MAX_RECORD_BYTES = 4096;

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final int TELEMETRY_PARTITIONS = 3;
  private static final int PARALLELISM = 2;
  private static final ExpositionConfig EXPOSITION =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000);

  private final MiniCluster flink;
  private final String name;
  private final MonitorConfig config;
  private final Clock clock;
  private final KafkaProducer<byte[], byte[]> producer;
  private JobID job;

  private RunningMonitor(MiniCluster flink, String name, MonitorConfig config, Clock clock) {
    this.flink = flink;
    this.name = name;
    this.config = config;
    this.clock = clock;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", config.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Creates the topic on which a monitor of that name hears of changes to the rules. */
  static void createRulesTopic(KafkaBroker broker, String name) throws Exception {
    broker.createTopic(rulesTopic(name), 1, KafkaConfig.RULES_TOPIC);
  }

  /** Creates topics whose names begin with {@code name}, and starts the job on them. */
  static RunningMonitor start(MiniCluster flink, KafkaBroker broker, String name) throws Exception {
    return start(flink, broker, name, OutOfOrderness.everywhere(OUT_OF_ORDERNESS));
  }

  static RunningMonitor start(
      MiniCluster flink, KafkaBroker broker, String name, OutOfOrderness outOfOrderness)
      throws Exception {
    RunningMonitor monitor =
        prepare(
            flink,
            broker,
            name,
            ingest(outOfOrderness, Duration.ZERO),
            RulePack.bundled(),
            Clock.systemUTC());
    monitor.begin();
    return monitor;
  }

  /** The same with rules of its own, for verdicts that come later. */
  static RunningMonitor start(
      MiniCluster flink, KafkaBroker broker, String name, RulePack rules, Duration verdictHorizon)
      throws Exception {
    RunningMonitor monitor = prepare(flink, broker, name, rules, verdictHorizon, Clock.systemUTC());
    monitor.begin();
    return monitor;
  }

  /** Creates the topics, and leaves it to the caller to begin or resume. */
  static RunningMonitor prepare(
      MiniCluster flink,
      KafkaBroker broker,
      String name,
      RulePack rules,
      Duration verdictHorizon,
      Clock clock)
      throws Exception {
    OutOfOrderness outOfOrderness = OutOfOrderness.everywhere(OUT_OF_ORDERNESS);
    return prepare(flink, broker, name, ingest(outOfOrderness, verdictHorizon), rules, clock);
  }

  private static RunningMonitor prepare(
      MiniCluster flink,
      KafkaBroker broker,
      String name,
      IngestConfig ingest,
      RulePack rules,
      Clock clock)
      throws Exception {
    KafkaConfig.Topics topics =
        new KafkaConfig.Topics(
            Arrays.stream(Format.values()).collect(toMap(f -> topic(name, f), f -> f)),
            rulesTopic(name),
            name + "-mitigations",
            name + "-alerts",
            name + "-trends",
            name + "-shifts",
            name + "-baselines",
            name + "-events",
            name + "-dead-letters",
            name + "-audit");
    for (String input : topics.telemetry().keySet()) {
      broker.createTopic(input, TELEMETRY_PARTITIONS, Map.of());
    }
    for (String output : topics.outputs()) {
      broker.createTopic(output, 1, Map.of());
    }
    KafkaConfig kafka = new KafkaConfig(broker.bootstrapServers(), name, topics, Map.of());
    return new RunningMonitor(flink, name, config(kafka, ingest, rules), clock);
  }

  private static MonitorConfig config(KafkaConfig kafka, IngestConfig ingest, RulePack rules) {
    return new MonitorConfig(
        kafka,
        ingest,
        new PseudonymKey("test", "sixteen bytes or more".getBytes(StandardCharsets.UTF_8)),
        rules,
        DecideConfig.defaults(),
        TrendConfig.defaults(),
        EXPOSITION);
  }

  private static IngestConfig ingest(OutOfOrderness outOfOrderness, Duration verdictHorizon) {
    IngestConfig defaults = IngestConfig.defaults();
    return new IngestConfig(
        MAX_RECORD_BYTES,
        defaults.retention(),
        defaults.skew(),
        outOfOrderness,
        IDLE_TIMEOUT,
        defaults.dedupeHorizon(),
        defaults.dedupeCapacity(),
        new TraceConfig(TRACE_HORIZON, TRACE_HORIZON, defaults.traces().capacity()),
        verdictHorizon);
  }

  private static Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return settings;
  }

  private void submit(Configuration settings) throws Exception {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    AbuseMonitorJob.attach(environment, config, clock);
    StreamGraph graph = environment.getStreamGraph();
    job = flink.submitJob(graph).get().getJobID();
  }

  /** Starts the job where nothing is behind it. */
  void begin() throws Exception {
    submit(settings());
  }

  /** Sends events to one partition and returns when the broker has them. */
  void send(int partition, List<TelemetryEvent> events) throws Exception {
    for (TelemetryEvent event : events) {
      send(partition, encoded(event));
    }
  }

  void send(int partition, byte[] record) throws Exception {
    send(Format.AVRO, partition, record);
  }

  /** Sends one record of a format and returns when the broker has it. */
  void send(Format format, int partition, byte[] record) throws Exception {
    producer.send(new ProducerRecord<>(topic(name, format), partition, null, record)).get();
  }

  /** Changes a rule, or leaves a tombstone, and returns when the broker has it. */
  void change(String ruleId, RuleChange change) throws Exception {
    byte[] value = change == null ? null : bytes(RuleChange.getEncoder().encode(change));
    byte[] key = ruleId.getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(rulesTopic(name), key, value)).get();
  }

  private static String rulesTopic(String name) {
    return name + "-rules";
  }

  private static String topic(String name, Format format) {
    return name + "-" + format.wireName();
  }

  static byte[] encoded(TelemetryEvent event) throws IOException {
    return bytes(TelemetryEvent.getEncoder().encode(event));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  OutputTopic<Alert> alerts() {
    return new OutputTopic<>(
        config.kafka().bootstrapServers(), config.kafka().topics().alerts(), Alert.getDecoder());
  }

  OutputTopic<TrendPoint> trends() {
    return new OutputTopic<>(
        config.kafka().bootstrapServers(),
        config.kafka().topics().trends(),
        TrendPoint.getDecoder());
  }

  OutputTopic<TelemetryEvent> events() {
    return new OutputTopic<>(
        config.kafka().bootstrapServers(),
        config.kafka().topics().events(),
        TelemetryEvent.getDecoder());
  }

  OutputTopic<DeadLetter> deadLetters() {
    return new OutputTopic<>(
        config.kafka().bootstrapServers(),
        config.kafka().topics().deadLetters(),
        DeadLetter.getDecoder());
  }

  OutputTopic<RuleAudit> audits() {
    return new OutputTopic<>(
        config.kafka().bootstrapServers(), config.kafka().topics().audit(), RuleAudit.getDecoder());
  }

  JobStatus status() {
    return flink.getJobStatus(job).join();
  }

  /** The metrics page as a scraper gets it. */
  String metricsPage() throws IOException, InterruptedException {
    try (ExpositionLease lease = Exposition.lease(EXPOSITION)) {
      URI page = URI.create("http://%s:%d/metrics".formatted(EXPOSITION.host(), lease.port()));
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  /** Waits until event time of some subtask is at least that far behind the clock. */
  void awaitSecondsBehind(double seconds, Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (secondsBehind() < seconds) {
      assertThat(System.nanoTime()).as(metricsPage()).isLessThan(deadline);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private double secondsBehind() throws IOException, InterruptedException {
    return metricsPage()
        .lines()
        .filter(line -> line.startsWith("groundswell_watermark_lag_seconds{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf('}') + 1)))
        .max()
        .orElse(0);
  }

  /** Ends the job in the middle of event time and returns the savepoint. */
  String suspend(Path directory) throws Exception {
    return stop(directory, false);
  }

  /** Goes on where a savepoint left off. */
  void resume(String savepoint) throws Exception {
    Configuration settings = settings();
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    submit(settings);
  }

  /** Starts without any state, as after the loss of all checkpoints. */
  void startAfresh() throws Exception {
    submit(settings());
  }

  /** Ends the job and event time, so that all windows speak; returns the books. */
  Books drain(Path directory) throws Exception {
    stop(directory, true);
    return new Books(
        flink
            .requestJobResult(job)
            .get()
            .toJobExecutionResult(getClass().getClassLoader())
            .getAllAccumulatorResults());
  }

  private String stop(Path directory, boolean endOfTime) throws Exception {
    awaitEveryTask();
    return flink
        .stopWithSavepoint(
            job, directory.toUri().toString(), endOfTime, SavepointFormatType.CANONICAL)
        .get();
  }

  /** A job whose first tasks have answered may still start others, and takes no savepoint then. */
  private void awaitEveryTask() throws Exception {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!everyTaskRuns()) {
      assertThat(System.nanoTime()).as("every task runs").isLessThan(deadline);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private boolean everyTaskRuns() throws Exception {
    for (AccessExecutionVertex task :
        flink.getExecutionGraph(job).get().getAllExecutionVertices()) {
      if (task.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    producer.close();
    if (job != null && !status().isTerminalState()) {
      flink.cancelJob(job).join();
      flink.requestJobResult(job).join();
    }
  }
}
