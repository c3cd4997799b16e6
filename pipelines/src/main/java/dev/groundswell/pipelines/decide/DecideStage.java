package dev.groundswell.pipelines.decide;

import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.time.Clock;
import java.util.List;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Decides what becomes of each detection.
 *
 * @param rules the rules whose counters are born at 0
 * @param clock the job's clock; serialisable
 * @param exposition where the metrics are exposed
 */
public record DecideStage(RulePack rules, Clock clock, ExpositionConfig exposition) {

  static final String DECIDE_UID = "decide";

  /** Attaches the stage. */
  public DataStream<Alert> attach(DataStream<Detection> detections) {
    return detections
        .process(new DecideFunction(labels(), clock, exposition), new AvroTypeInfo<>(Alert.class))
        .uid(DECIDE_UID)
        .name("decide");
  }

  private List<RuleLabel> labels() {
    return rules.rules().stream()
        .map(rule -> new RuleLabel(rule.name(), rule.level().name()))
        .toList();
  }
}
