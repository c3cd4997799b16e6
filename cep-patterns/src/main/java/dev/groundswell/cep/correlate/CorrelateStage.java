package dev.groundswell.cep.correlate;

import dev.groundswell.cep.live.LiveRules;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.StepMatch;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Correlates step matches, by group and in event time, into detections. */
public final class CorrelateStage {

  /** Uid of the operator. */
  public static final String UID = "correlate";

  private CorrelateStage() {}

  /**
   * Attaches the operator that runs all rules.
   *
   * @param matches what the match stage ships; matches behind the watermark are dropped and counted
   * @param rules the rules whose steps the matches name, in the same versions
   * @param changes to the rules, as the match stage hears of them
   * @param ledger keeps the books
   * @return detections, at most one a rule and event
   */
  public static SingleOutputStreamOperator<Detection> attach(
      DataStream<StepMatch> matches,
      RulePack rules,
      DataStream<RulePhase> changes,
      CorrelationLedger ledger) {
    return matches
        .keyBy(GroupKey::of, GroupKey.TYPE)
        .connect(LiveRules.broadcast(changes))
        .process(new CorrelateFunction(rules, ledger), new AvroTypeInfo<>(Detection.class))
        .name(UID)
        .uid(UID);
  }
}
