package dev.groundswell.pipelines.decide;

import dev.groundswell.cep.Fingerprint;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Decides what becomes of each detection, and which actors are worth a page for all that they did.
 *
 * @param config when people are disturbed
 * @param clock the job's clock; serialisable
 * @param exposition where the metrics are exposed
 */
public record DecideStage(DecideConfig config, Clock clock, ExpositionConfig exposition) {

  static final String DECIDE_UID = "decide";
  static final String RISK_UID = "entity-risk";

  /** Key of the detections that name no actor. */
  static final String NOBODY = "";

  /** Attaches the stage. */
  public DataStream<Alert> attach(DataStream<Detection> detections) {
    DataStream<Alert> decided =
        detections
            .keyBy(DecideStage::ruleAndGroup, Types.STRING)
            .process(new DecideFunction(config, clock, exposition), new AvroTypeInfo<>(Alert.class))
            .uid(DECIDE_UID)
            .name(DECIDE_UID);
    return decided.union(risks(decided));
  }

  private DataStream<Alert> risks(DataStream<Alert> decided) {
    return decided
        .filter(alert -> alert.getDisposition() != Disposition.shadow)
        .uid(RISK_UID + "-proven")
        .name("of proven rules")
        .keyBy(alert -> actor(alert.getDetection()), Types.STRING)
        .process(new RiskFunction(config, clock, exposition), new AvroTypeInfo<>(Alert.class))
        .uid(RISK_UID)
        .name(RISK_UID);
  }

  /** Whatever the version: who edits a rule does not want everybody to be paged again. */
  static String ruleAndGroup(Detection detection) {
    List<String> parts = new ArrayList<>(List.of(detection.getRuleId()));
    for (GroupField field : detection.getGroup()) {
      parts.add(field.getName());
      parts.add(field.getValue());
    }
    return Fingerprint.of(parts).hex();
  }

  static String actor(Detection detection) {
    return Actor.of(detection).map(who -> who.getName() + ":" + who.getValue()).orElse(NOBODY);
  }
}
