package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.FrequentItem;
import dev.groundswell.schemas.RuleCount;
import dev.groundswell.schemas.TrendPoint;
import java.time.Instant;
import java.util.List;

/** A cell's pane. Written again as it fills; the fullest stays, in whatever order they arrive. */
final class TrendDocument {

  private TrendDocument() {}

  static Document of(TrendPoint point) {
    Instant start = Instant.ofEpochMilli(point.getPaneStart());
    return new Document(
        IndexName.trends(point.getGrain(), start),
        point.getPointId(),
        Document.Operation.INDEX_EXTERNAL_GTE,
        point.getContributions(),
        json(point, start).toBytes());
  }

  private static EcsJson json(TrendPoint point, Instant start) {
    EcsJson json =
        Ecs.document("metric")
            .put(Ecs.TIMESTAMP, start)
            .put("event.id", point.getPointId())
            .put("event.start", start)
            .put("event.end", Instant.ofEpochMilli(point.getPaneEnd()))
            .put("groundswell.trend.grain", IndexName.spelled(point.getGrain()))
            .put("groundswell.trend.technique", point.getTechnique())
            .put("groundswell.trend.target_kind", point.getTargetKind())
            .put("groundswell.trend.target", point.getTarget())
            .put("groundswell.trend.events", point.getEvents())
            .put("groundswell.trend.blocked", point.getBlocked())
            .put("groundswell.trend.succeeded", point.getSucceeded())
            .put("groundswell.trend.detections", point.getDetections())
            .put("groundswell.trend.reviewed", point.getReviewed())
            .put("groundswell.trend.reviewed_blocked", point.getReviewedBlocked())
            .put("groundswell.trend.distinct_actors", point.getDistinctActors())
            .put("groundswell.trend.actors", point.getActors())
            .put("groundswell.trend.exposure", point.getExposure())
            .put("groundswell.trend.contributions", point.getContributions())
            .put(
                "groundswell.trend.rules",
                point.getRules().stream().map(TrendDocument::rule).toList())
            .put("groundswell.trend.top_clusters", items(point.getTopClusters()))
            .put("groundswell.trend.top_actors", items(point.getTopActors()));
    return Ecs.putTechniques(json, List.of(point.getTechnique()));
  }

  private static EcsJson rule(RuleCount count) {
    return new EcsJson()
        .put("rule", count.getRule())
        .put("detections", count.getDetections())
        .put("shadow", count.getShadow());
  }

  private static List<EcsJson> items(List<FrequentItem> items) {
    return items.stream()
        .map(
            item ->
                new EcsJson()
                    .put("value", item.getValue())
                    .put("at_least", item.getAtLeast())
                    .put("at_most", item.getAtMost()))
        .toList();
  }
}
