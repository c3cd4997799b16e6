package dev.groundswell.pipelines.monitor;

import dev.groundswell.cep.correlate.CorrelateStage;
import dev.groundswell.cep.correlate.CorrelationLedger;
import dev.groundswell.cep.live.LiveRules;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.decide.DecideConfig;
import dev.groundswell.pipelines.decide.DecideStage;
import dev.groundswell.pipelines.ingest.IngestStage;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.pipelines.match.MatchStage;
import dev.groundswell.pipelines.trend.TrendConfig;
import dev.groundswell.pipelines.trend.TrendStage;
import dev.groundswell.pipelines.trend.WarmStart;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.RulePhase;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.time.Clock;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The monitor's topology behind ingest: the same in production, in the demo, tests and replay. */
public record AbuseMonitorPipeline(
    RulePack rules,
    MatchStage match,
    CorrelationLedger correlation,
    DecideStage decide,
    TrendStage trend) {

  /**
   * The stages by their settings.
   *
   * @param clock the job's clock; serialisable
   * @param exposition where the metrics are exposed
   */
  public static AbuseMonitorPipeline of(
      RulePack rules,
      DecideConfig decide,
      TrendConfig trend,
      Clock clock,
      ExpositionConfig exposition) {
    return new AbuseMonitorPipeline(
        rules,
        new MatchStage(rules, exposition),
        new CorrelateLedger(new StageLedger(CorrelateStage.UID, exposition)),
        new DecideStage(decide, clock, exposition),
        new TrendStage(trend, exposition));
  }

  /** The same with trends that start with what others have learned. */
  public AbuseMonitorPipeline warmed(WarmStart start) {
    return new AbuseMonitorPipeline(rules, match, correlation, decide, trend.warmed(start));
  }

  /**
   * What the monitor yields.
   *
   * @param alerts detections with the decision about them, and actors worth a page
   * @param trends cells by pane
   * @param shifts cells that are no longer as they were
   * @param baselines what the trends have learned, once a day
   * @param events events behind the entities' timelines
   * @param deadLetters everything refused
   */
  public record Streams(
      DataStream<Alert> alerts,
      DataStream<TrendPoint> trends,
      DataStream<TrendShift> shifts,
      DataStream<Baseline> baselines,
      DataStream<TelemetryEvent> events,
      DataStream<DeadLetter> deadLetters) {}

  /** Attaches all stages to what ingest yields, with rules that stay as they are. */
  public Streams attach(IngestStage.Streams ingested) {
    StreamExecutionEnvironment environment = ingested.onTime().getExecutionEnvironment();
    return attach(ingested, LiveRules.unchanged(environment), TrendStage.unmitigated(environment));
  }

  /**
   * Attaches all stages to what ingest yields.
   *
   * @param changes of the rules
   * @param mitigations what was done against abuse
   */
  public Streams attach(
      IngestStage.Streams ingested,
      DataStream<RulePhase> changes,
      DataStream<Mitigation> mitigations) {
    MatchStage.Streams matched = match.attach(ingested.onTime(), ingested.late(), changes);
    DataStream<Detection> detections =
        CorrelateStage.attach(matched.matches(), rules, changes, correlation);
    DataStream<Alert> alerts = decide.attach(detections);
    TrendStage.Streams trends =
        trend.attach(matched.events(), ingested.late(), detections, mitigations);
    return new Streams(
        alerts,
        trends.points(),
        trends.shifts(),
        trends.baselines(),
        matched.notable(),
        ingested.deadLetters());
  }
}
