package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.schemas.TrendPoint;

/** The published form of a target's pane: a point a technique. */
final class TrendPoints {

  private TrendPoints() {}

  static TrendPoint of(Grain grain, TrendDelta pane, TechniqueDelta technique) {
    boolean exposed = Targets.hasExposure(pane.getTargetKind());
    return TrendPoint.newBuilder()
        .setPointId(id(grain, pane, technique.getTechnique()))
        .setTechnique(technique.getTechnique())
        .setTargetKind(pane.getTargetKind())
        .setTarget(pane.getTarget())
        .setGrain(grain)
        .setPaneStart(pane.getPaneStart())
        .setPaneEnd(Panes.end(grain, pane.getPaneStart()))
        .setEvents(technique.getEvents())
        .setBlocked(technique.getBlocked())
        .setSucceeded(technique.getSucceeded())
        .setDetections(technique.getDetections())
        .setReviewed(technique.getReviewed())
        .setReviewedBlocked(technique.getReviewedBlocked())
        .setDistinctActors(ActorSketch.of(technique.getActors()).estimate())
        .setActors(technique.getActors())
        .setExposure(exposed ? pane.getExposure() : null)
        .setRules(technique.getRules())
        .setTopClusters(Frequency.of(technique.getClusters()).top())
        .setTopActors(Frequency.of(technique.getFrequentActors()).top())
        .setContributions(technique.getEvents() + technique.getDetections() + pane.getExposure())
        .build();
  }

  private static String id(Grain grain, TrendDelta pane, String technique) {
    return HashId.of(
        technique,
        pane.getTargetKind().name(),
        pane.getTarget(),
        grain.name(),
        Long.toString(pane.getPaneStart()));
  }
}
