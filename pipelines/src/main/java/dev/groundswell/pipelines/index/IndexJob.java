package dev.groundswell.pipelines.index;

import dev.groundswell.pipelines.config.IndexConfig;
import dev.groundswell.pipelines.config.JobArguments;
import dev.groundswell.pipelines.config.JobConfig;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.elasticsearch.ElasticsearchConfig;
import dev.groundswell.sinks.elasticsearch.ElasticsearchSink;
import dev.groundswell.sinks.kafka.AvroTopicSource;
import dev.groundswell.sinks.kafka.KafkaTopic;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What the monitor wrote to Kafka, into Elasticsearch; an outage there never delays detection. */
public final class IndexJob {

  /** Name of the job in Flink. */
  public static final String NAME = "groundswell-index";

  private IndexJob() {}

  /** Runs the job on the cluster that it is submitted to: {@code --config FILE}. */
  public static void main(String[] args) throws Exception {
    JobConfig config = JobConfig.load(JobArguments.configFile(args), System.getenv());
    StreamExecutionEnvironment environment = config.environment();
    attach(environment, config.index());
    environment.execute(NAME);
  }

  /** Consumer group of the topics that are indexed. */
  public static String consumerGroup(KafkaConfig kafka) {
    return kafka.groupPrefix() + "-index";
  }

  /** Attaches a source and a sink for every kind of document. */
  public static void attach(StreamExecutionEnvironment environment, IndexConfig config) {
    ElasticsearchConfig elasticsearch = config.elasticsearch();
    ExpositionConfig exposition = config.exposition();
    KafkaConfig.Topics topics = config.kafka().topics();
    KafkaTopic refused = config.kafka().topic(topics.deadLetters());
    index(
        environment,
        config,
        "alerts",
        Alert.class,
        topics.alerts(),
        ElasticsearchSink.alerts(elasticsearch, refused, exposition));
    index(
        environment,
        config,
        "trends",
        TrendPoint.class,
        topics.trends(),
        ElasticsearchSink.trends(elasticsearch, refused, exposition));
    index(
        environment,
        config,
        "shifts",
        TrendShift.class,
        topics.shifts(),
        ElasticsearchSink.shifts(elasticsearch, refused, exposition));
    index(
        environment,
        config,
        "baselines",
        Baseline.class,
        topics.baselines(),
        ElasticsearchSink.baselines(elasticsearch, refused, exposition));
    index(
        environment,
        config,
        "events",
        TelemetryEvent.class,
        topics.events(),
        ElasticsearchSink.events(elasticsearch, refused, exposition));
    index(
        environment,
        config,
        "audit",
        RuleAudit.class,
        topics.audit(),
        ElasticsearchSink.audit(elasticsearch, refused, exposition));
    index(
        environment,
        // Nobody's topic but the people's: it need not be there.
        AvroTopicSource.fromTheBeginning(
            Mitigation.class,
            config.kafka().topic(topics.mitigations()),
            consumerGroup(config.kafka()) + "-mitigations",
            exposition),
        "mitigations",
        ElasticsearchSink.mitigations(elasticsearch, refused, exposition));
    index(
        environment,
        config,
        "dead-letters",
        DeadLetter.class,
        topics.deadLetters(),
        ElasticsearchSink.deadLetters(elasticsearch, exposition));
  }

  private static <T extends SpecificRecordBase> void index(
      StreamExecutionEnvironment environment,
      IndexConfig config,
      String name,
      Class<T> type,
      String topic,
      ElasticsearchSink<T> sink) {
    index(
        environment,
        AvroTopicSource.of(
            type, config.kafka().topic(topic), consumerGroup(config.kafka()), config.exposition()),
        name,
        sink);
  }

  private static <T extends SpecificRecordBase> void index(
      StreamExecutionEnvironment environment,
      KafkaSource<T> source,
      String name,
      ElasticsearchSink<T> sink) {
    environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), name)
        .uid("source-" + name)
        .sinkTo(sink)
        .uid("index-" + name)
        .name("index " + name);
  }
}
