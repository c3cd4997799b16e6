package dev.groundswell.pipelines.monitor;

import dev.groundswell.cep.correlate.CorrelateStage;
import dev.groundswell.cep.correlate.CorrelationLedger;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.decide.DecideStage;
import dev.groundswell.pipelines.ingest.IngestStage;
import dev.groundswell.pipelines.match.MatchStage;
import dev.groundswell.pipelines.trend.TrendStage;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendPoint;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The monitor's topology: the same in production, in the demo and in tests. */
public record AbuseMonitorPipeline(
    RulePack rules,
    IngestStage ingest,
    MatchStage match,
    CorrelationLedger correlation,
    DecideStage decide,
    TrendStage trend) {

  /**
   * What the monitor yields.
   *
   * @param alerts detections with the decision about them
   * @param trends cells by pane
   * @param events events behind the entities' timelines
   * @param deadLetters everything refused
   */
  public record Streams(
      DataStream<Alert> alerts,
      DataStream<TrendPoint> trends,
      DataStream<TelemetryEvent> events,
      DataStream<DeadLetter> deadLetters) {}

  /** Attaches all stages to a source that decodes and keeps time as {@link IngestStage} says. */
  public Streams attach(DataStream<SourceItem> telemetry) {
    IngestStage.Streams ingested = ingest.attach(telemetry);
    MatchStage.Streams matched = match.attach(ingested.ways(), ingested.late());
    DataStream<Detection> detections = CorrelateStage.attach(matched.matches(), rules, correlation);
    DataStream<Alert> alerts = decide.attach(detections);
    DataStream<TrendPoint> trends = trend.attach(ingested.ways(), ingested.late(), detections);
    return new Streams(alerts, trends, matched.notable(), ingested.deadLetters());
  }
}
