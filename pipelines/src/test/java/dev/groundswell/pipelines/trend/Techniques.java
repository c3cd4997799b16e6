package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.TechniqueDelta;
import java.nio.ByteBuffer;

/** What a technique adds to a cell, with nothing but what a test is about. */
final class Techniques {

  private Techniques() {}

  /** So many events of these actors, who are a sketch. */
  static TechniqueDelta.Builder of(String technique, long events, ByteBuffer actors) {
    return TechniqueDelta.newBuilder()
        .setTechnique(technique)
        .setEvents(events)
        .setBlocked(0)
        .setSucceeded(0)
        .setDetections(0)
        .setActors(actors)
        .setReviewed(0)
        .setReviewedBlocked(0);
  }
}
