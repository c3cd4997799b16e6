package dev.groundswell.local.demo;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.local.scorecard.RunSummary;
import dev.groundswell.local.scorecard.Scorecard;
import dev.groundswell.local.scorecard.TrendScorecard;
import dev.groundswell.local.simulator.HistoryConfig;
import dev.groundswell.local.simulator.HistoryRecord;
import dev.groundswell.local.simulator.HistorySimulator;
import dev.groundswell.local.simulator.SimulationConfig;
import dev.groundswell.local.simulator.TrafficSimulator;
import dev.groundswell.local.simulator.Truth;
import dev.groundswell.pipelines.config.IndexConfig;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.pipelines.config.MonitorConfig;
import dev.groundswell.pipelines.decide.DecideConfig;
import dev.groundswell.pipelines.ingest.IngestConfig;
import dev.groundswell.pipelines.ingest.OutOfOrderness;
import dev.groundswell.pipelines.ingest.PseudonymKey;
import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.sinks.elasticsearch.ElasticsearchConfig;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One run: starts everything, sends traffic, drains, and compares the outcome with the truth. */
final class Demo {

  private static final KafkaConfig.Topics TOPICS = DemoTopics.ofEveryFormat();

  /** Fewer and larger requests: on one machine broker and jobs share the cores. */
  private static final Map<String, String> CLIENT_SETTINGS =
      Map.of("fetch.min.bytes", "65536", "fetch.max.wait.ms", "100", "linger.ms", "50");

  private static final int MAX_SERIES = 10_000;

  /** Until then the jobs should run; traffic that is due earlier is caught up with. */
  private static final Duration HEAD_START = Duration.ofSeconds(4);

  /** The simulator sends every format when it happens: here no provider delivers late. */
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);

  /** Twice as long as the simulator's judge takes. */
  private static final Duration VERDICTS = Duration.ofMinutes(1);

  private static final Duration REFRESH = Duration.ofSeconds(1);
  private static final Duration PLAIN_REFRESH = Duration.ofSeconds(5);

  private final DemoOptions options;
  private final Path directory;
  private final PrintWriter out;
  private final RunStop stop;
  private final Clock wall = Clock.systemUTC();

  Demo(DemoOptions options, Path directory, PrintWriter out, RunStop stop) {
    this.options = options;
    this.directory = directory;
    this.out = out;
    this.stop = stop;
  }

  RunSummary run() throws Exception {
    try (LocalStack stack = LocalStack.start(directory, options, TOPICS, out);
        ConsumerLag consumers = new ConsumerLag(stack.kafka().bootstrapServers());
        OutputTap tap = new OutputTap(stack.kafka().bootstrapServers(), TOPICS, wall)) {
      Instant begin = wall.instant().plus(HEAD_START);
      SimulationConfig simulation = options.simulation(begin);
      try (Past past = past(begin, simulation, stack)) {
        return run(simulation, past, stack, consumers, tap);
      }
    }
  }

  private Past past(Instant begin, SimulationConfig live, LocalStack stack) {
    Optional<HistoryConfig> history = options.history(live.eventStart());
    return history.isEmpty()
        ? Past.none(new ScaledClock(wall, begin, live.eventStart(), live.timeScale()))
        : new History(
            directory.toString(),
            history.get(),
            live,
            (config, time, jobs, tap) -> send(config, time, stack, jobs, tap),
            wall);
  }

  private long send(
      HistoryConfig config, SentTime time, LocalStack stack, DemoJobs jobs, OutputTap tap)
      throws Exception {
    out.println("sending a history of %d days; Ctrl-C ends the demo".formatted(config.days()));
    HistorySimulator.leftOut(config).ifPresent(out::println);
    HistoryView view = new HistoryView(out, options.plain(), betweenFrames(), config.length());
    return new HistoryRun(config, time, jobs, tap, view)
        .send(
            stack.kafka().bootstrapServers(),
            DemoTopics.byFormat(TOPICS).get(HistoryRecord.FORMAT));
  }

  private RunSummary run(
      SimulationConfig simulation,
      Past past,
      LocalStack stack,
      ConsumerLag consumers,
      OutputTap tap)
      throws Exception {
    DemoJobs jobs =
        DemoJobs.submit(
            stack.flink(),
            FlinkSettings.of(directory.resolve("flink"), options.flinkPort()),
            consumers,
            monitorConfig(stack, past),
            indexConfig(stack),
            past.clock());
    ScaledClock clock = past.tell(jobs, tap);
    TrafficSimulator simulator = new TrafficSimulator(simulation);
    Map<String, Long> sent = new TreeMap<>(send(simulator, clock, past, stack, jobs, tap));
    sent.merge(HistoryRecord.FORMAT, past.records(), Long::sum);
    out.println("sent by format: " + sent);
    out.println("draining ...");
    out.flush();
    RunSummary summary = conclude(sent, clock, past, stack, consumers, jobs, tap);
    if (summary.scorecard().vacuous()) {
      out.println("nothing was planted that had to be detected: " + whyNoAbuse(simulator));
    }
    return summary;
  }

  private MonitorConfig monitorConfig(LocalStack stack, Past past) {
    return new MonitorConfig(
        kafka(stack),
        past.ingest(
            IngestConfig.defaults()
                .with(OutOfOrderness.everywhere(OUT_OF_ORDERNESS))
                .withVerdictsWithin(VERDICTS)),
        new PseudonymKey("demo", ByteBuffer.allocate(32).putLong(options.seed()).array()),
        RulePack.bundled(),
        DecideConfig.defaults(),
        TrendConfig.defaults(),
        exposition());
  }

  private IndexConfig indexConfig(LocalStack stack) {
    return new IndexConfig(
        kafka(stack), ElasticsearchConfig.local(stack.elasticsearch().uri()), exposition());
  }

  private static KafkaConfig kafka(LocalStack stack) {
    return new KafkaConfig(
        stack.kafka().bootstrapServers(), "groundswell", TOPICS, CLIENT_SETTINGS);
  }

  private ExpositionConfig exposition() {
    return new ExpositionConfig(
        "127.0.0.1", new PortRange(options.metricsPort(), options.metricsPort()), MAX_SERIES);
  }

  private Map<String, Long> send(
      TrafficSimulator simulator,
      ScaledClock clock,
      Past past,
      LocalStack stack,
      DemoJobs jobs,
      OutputTap tap)
      throws Exception {
    Instant begin = clock.wallStart();
    LiveView view = new LiveView(out, options.plain(), heading(simulator, stack));
    long startNanos = System.nanoTime() + Duration.between(wall.instant(), begin).toNanos();
    try (TrafficRun traffic =
        TrafficRun.start(
            simulator,
            startNanos,
            stack.kafka().bootstrapServers(),
            DemoTopics.byFormat(TOPICS),
            truth())) {
      past.goesOnWith(traffic);
      stop.trafficBegan(traffic::stop);
      // Not before: a monitor that waits for the index job would find silence, let event time
      // follow the clock, and then take the first records for late.
      jobs.awaitRunning();
      FrameSource frames = new FrameSource(begin, wall, traffic, jobs, tap, past.records());
      while (!traffic.await(betweenFrames().toMillis())) {
        view.show(frames.next());
      }
      view.show(frames.next());
      return traffic.sentByFormat();
    }
  }

  private Duration betweenFrames() {
    return options.plain() ? PLAIN_REFRESH : REFRESH;
  }

  private List<String> heading(TrafficSimulator simulator, LocalStack stack) throws Exception {
    List<String> heading = new ArrayList<>();
    heading.add("Groundswell demo, seed %d; Ctrl-C ends it".formatted(options.seed()));
    heading.add("  Elasticsearch  " + stack.elasticsearch().uri());
    heading.add("  Flink          " + stack.flink().webUi());
    heading.add("  Metrics        http://127.0.0.1:%d/metrics".formatted(options.metricsPort()));
    heading.add("  Kafka          " + stack.kafka().bootstrapServers());
    heading.add("  Truth          " + truth());
    heading.add(
        "traffic: %d records/s, event time passes %d times as fast as time"
            .formatted(options.rate(), options.timeScale()));
    simulator.plan().forEach(line -> heading.add("  " + line));
    return heading;
  }

  private RunSummary conclude(
      Map<String, Long> sent,
      ScaledClock clock,
      Past past,
      LocalStack stack,
      ConsumerLag consumers,
      DemoJobs jobs,
      OutputTap tap)
      throws Exception {
    Path savepoints = directory.resolve("flink").resolve("savepoints");
    Books books = jobs.drainMonitor(savepoints);
    jobs.drainIndex(savepoints);
    tap.awaitAll(consumers);
    Map<String, Long> documents = new Documents(stack.elasticsearch().uri()).byIndex();
    EndToEndLaw law =
        new EndToEndLaw(
            books,
            sent,
            consumers.ends(DemoTopics.byFormat(TOPICS)),
            tap.distinct(),
            tap.refusedDocuments(),
            documents);
    law.violations().forEach(violation -> out.println("conservation law broken: " + violation));
    Optional<TrendScorecard> history = past.judged(tap.openings());
    history.ifPresent(trends -> trends.lines().forEach(out::println));
    Scorecard scorecard =
        Scorecard.of(readTruth(), tap.alerts().stream().map(OutputTap.Seen::alert).toList());
    return new RunSummary(
        new RunSummary.Events(
            sent.values().stream().mapToLong(Long::longValue).sum(),
            books.of(Entry.RECORDS),
            books.of(Entry.VALID),
            books.rejectedByReason(),
            books.of(Entry.DUPLICATE),
            books.of(Entry.LATE) + books.of(Entry.LATE_CALLS)),
        sent,
        scorecard,
        documents,
        law.violations().isEmpty(),
        Latencies.of(tap.alerts(), clock),
        history.orElse(null));
  }

  private static String whyNoAbuse(TrafficSimulator simulator) {
    return simulator
        .whyNoAbuse()
        .orElse("the traffic was stopped before the first campaign was complete");
  }

  private Path truth() {
    return directory.resolve("truth.jsonl");
  }

  private Truth readTruth() throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(truth())) {
      return Truth.read(lines);
    }
  }
}
