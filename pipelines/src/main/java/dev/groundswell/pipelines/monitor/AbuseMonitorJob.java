package dev.groundswell.pipelines.monitor;

import dev.groundswell.pipelines.config.JobArguments;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.pipelines.config.MonitorConfig;
import dev.groundswell.pipelines.ingest.IngestStage;
import dev.groundswell.pipelines.rules.RulesRetention;
import dev.groundswell.pipelines.rules.RulesStage;
import dev.groundswell.pipelines.time.TimelessStrategy;
import dev.groundswell.pipelines.trend.WarmStart;
import dev.groundswell.pipelines.warm.WarmBaselines;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.AlertKey;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.EventKey;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.kafka.AvroTopicSink;
import dev.groundswell.sinks.kafka.AvroTopicSource;
import dev.groundswell.sinks.kafka.KafkaTopic;
import dev.groundswell.sinks.kafka.RecordId;
import dev.groundswell.sinks.kafka.TopicSource;
import java.time.Clock;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Telemetry in; alerts, trends, notable events and dead letters out, all of it on Kafka. */
public final class AbuseMonitorJob {

  /** Name of the job in Flink. */
  public static final String NAME = "groundswell-monitor";

  private static final Logger LOG = LoggerFactory.getLogger(AbuseMonitorJob.class);

  private AbuseMonitorJob() {}

  /** Runs the job on the cluster that it is submitted to, by {@link JobArguments#ofMonitor}. */
  public static void main(String[] args) throws Exception {
    JobArguments arguments = JobArguments.ofMonitor(args);
    JobConfig config = JobConfig.load(arguments.config(), System.getenv());
    // Not read here: a job that is recovered goes on from its state, whatever became of them.
    WarmStart start =
        arguments
            .warmBaselines()
            .map(option -> WarmBaselines.from(option, config))
            .orElse(WarmStart.none());
    StreamExecutionEnvironment environment = config.environment();
    RulesRetention.warning(config.kafka()).ifPresent(LOG::warn);
    attach(environment, config.monitor(), Clock.systemUTC(), start);
    environment.execute(NAME);
  }

  /** Consumer group of the telemetry topic. */
  public static String consumerGroup(KafkaConfig kafka) {
    return kafka.groupPrefix() + "-monitor";
  }

  /** Attaches source, topology and sinks, with trends that start knowing nothing. */
  public static void attach(
      StreamExecutionEnvironment environment, MonitorConfig config, Clock clock) {
    attach(environment, config, clock, WarmStart.none());
  }

  /**
   * Attaches source, topology and sinks.
   *
   * @param start what the trends know if they have no state
   */
  public static void attach(
      StreamExecutionEnvironment environment, MonitorConfig config, Clock clock, WarmStart start) {
    LOG.info("{}: {}", NAME, config.alertDelay());
    KafkaConfig kafka = config.kafka();
    TopicSource telemetry =
        new TopicSource(
            kafka.bootstrapServers(),
            kafka.properties(),
            kafka.topics().inputs(),
            consumerGroup(kafka));
    IngestStage ingest =
        new IngestStage(
            config.ingest(),
            kafka.topics().telemetry(),
            config.key(),
            ContentWishes.of(config.rules()),
            clock,
            telemetry::watch,
            config.exposition());
    IngestStage.Streams ingested =
        ingest.attach(
            environment
                .fromSource(
                    telemetry.source(ingest.deserializer()),
                    WatermarkStrategy.noWatermarks(),
                    "telemetry")
                .uid("source-telemetry"));
    KafkaConfig.Topics topics = kafka.topics();
    RulesStage.Streams rules =
        new RulesStage(config.rules(), config.exposition())
            .attach(
                environment
                    .fromSource(
                        rules(kafka).fromTheBeginning(RulesStage.deserializer()),
                        RulesStage.eventTime(),
                        "rules")
                    .uid("source-rules")
                    .setParallelism(1));
    AbuseMonitorPipeline.Streams outputs =
        AbuseMonitorPipeline.of(
                config.rules(), config.decide(), config.trend(), clock, config.exposition())
            .warmed(start)
            .attach(ingested, rules.changes(), mitigations(environment, config));
    sink(outputs.alerts(), Alert.class, kafka.topic(topics.alerts()), AlertKey::of, "alerts");
    sink(
        outputs.trends(),
        TrendPoint.class,
        kafka.topic(topics.trends()),
        TrendPoint::getPointId,
        "trends");
    sink(
        outputs.shifts(),
        TrendShift.class,
        kafka.topic(topics.shifts()),
        TrendShift::getShiftId,
        "shifts");
    sink(
        outputs.baselines(),
        Baseline.class,
        kafka.topic(topics.baselines()),
        Baseline::getBaselineId,
        "baselines");
    sink(
        outputs.events(),
        TelemetryEvent.class,
        kafka.topic(topics.events()),
        EventKey::of,
        "events");
    sink(
        outputs.deadLetters().union(rules.deadLetters()),
        DeadLetter.class,
        kafka.topic(topics.deadLetters()),
        DeadLetter::getDeadLetterId,
        "dead-letters");
    sink(
        rules.audits(),
        RuleAudit.class,
        kafka.topic(topics.audit()),
        RuleAudit::getAuditId,
        "audit");
  }

  private static DataStream<Mitigation> mitigations(
      StreamExecutionEnvironment environment, MonitorConfig config) {
    KafkaConfig kafka = config.kafka();
    return environment
        .fromSource(
            AvroTopicSource.fromTheBeginning(
                Mitigation.class,
                kafka.topic(kafka.topics().mitigations()),
                consumerGroup(kafka) + "-mitigations",
                config.exposition()),
            new TimelessStrategy<Mitigation>(),
            "mitigations")
        .uid("source-mitigations")
        .setParallelism(1);
  }

  private static TopicSource rules(KafkaConfig kafka) {
    return new TopicSource(
        kafka.bootstrapServers(),
        kafka.properties(),
        Set.of(kafka.topics().rules()),
        consumerGroup(kafka) + "-rules");
  }

  private static <T extends SpecificRecordBase> void sink(
      DataStream<T> records, Class<T> type, KafkaTopic topic, RecordId<T> id, String name) {
    records.sinkTo(AvroTopicSink.of(type, topic, id)).uid("sink-" + name).name(name);
  }
}
