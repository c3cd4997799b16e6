package dev.groundswell.pipelines.rules;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.time.TimelessStrategy;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.RuleRecord;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decides what becomes of changes to the rules. One subtask: each is judged by what the ones before
 * it left.
 *
 * @param rules the rules before the first change
 * @param exposition where the metrics are exposed
 */
public record RulesStage(RulePack rules, ExpositionConfig exposition) {

  static final String RULES_UID = "rules";

  static final OutputTag<RuleAudit> AUDITS =
      new OutputTag<>("rule-audits", new AvroTypeInfo<>(RuleAudit.class));
  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("rules-dead-letters", new AvroTypeInfo<>(DeadLetter.class));

  /**
   * What the stage yields.
   *
   * @param changes those that were accepted, for whoever runs rules
   * @param audits what became of each
   * @param deadLetters those that were refused
   */
  public record Streams(
      DataStream<RulePhase> changes,
      DataStream<RuleAudit> audits,
      DataStream<DeadLetter> deadLetters) {}

  /** How Kafka records become records of this stage; part of the source. */
  public static KafkaRecordDeserializationSchema<RuleRecord> deserializer() {
    return new RuleRecordDeserializer();
  }

  /** A Kafka record as this stage takes it. */
  public static RuleRecord record(ConsumerRecord<byte[], byte[]> record) {
    return RuleRecordDeserializer.record(record);
  }

  /** Id of the audit of the change at a position of the topic. */
  public static String auditId(String topic, int partition, long offset) {
    return "%s-%d-%d".formatted(topic, partition, offset);
  }

  /** What event time the source tells. */
  public static WatermarkStrategy<RuleRecord> eventTime() {
    return new TimelessStrategy<>();
  }

  /** Attaches the stage. */
  public Streams attach(DataStream<RuleRecord> records) {
    SingleOutputStreamOperator<RulePhase> changes =
        records
            .process(new RulesFunction(rules, exposition), new AvroTypeInfo<>(RulePhase.class))
            .uid(RULES_UID)
            .name(RULES_UID)
            .setParallelism(1);
    return new Streams(changes, changes.getSideOutput(AUDITS), changes.getSideOutput(DEAD_LETTERS));
  }
}
