package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.TrendShift;
import java.time.Instant;
import java.util.List;

/** A trend shift. Written again as it grows and closes; the last revision stays. */
final class ShiftDocument {

  private ShiftDocument() {}

  static Document of(TrendShift shift) {
    Instant opened = Instant.ofEpochMilli(shift.getOpened());
    return new Document(
        IndexName.shifts(opened),
        shift.getShiftId(),
        Document.Operation.INDEX_EXTERNAL_GTE,
        shift.getRevision(),
        json(shift, opened).toBytes());
  }

  private static EcsJson json(TrendShift shift, Instant opened) {
    Long closed = shift.getClosed();
    EcsJson json =
        Ecs.document("event")
            .put(Ecs.TIMESTAMP, opened)
            .put("event.id", shift.getShiftId())
            .put("event.action", shift.getState())
            .put("event.start", Instant.ofEpochMilli(shift.getBegan()))
            .put("event.end", closed == null ? null : Instant.ofEpochMilli(closed))
            .put("groundswell.shift.revision", shift.getRevision())
            .put("groundswell.shift.kind", shift.getKind())
            .put("groundswell.shift.state", shift.getState())
            .put("groundswell.shift.technique", shift.getTechnique())
            .put("groundswell.shift.target_kind", shift.getTargetKind())
            .put("groundswell.shift.target", shift.getTarget())
            .put("groundswell.shift.updated", Instant.ofEpochMilli(shift.getUpdated()))
            .put("groundswell.shift.first_seen", Instant.ofEpochMilli(shift.getFirstSeen()))
            .put("groundswell.shift.distinct_actors", shift.getDistinctActors())
            .put("groundswell.shift.expected", shift.getExpected())
            .put("groundswell.shift.exposure", shift.getExposure())
            .put("groundswell.shift.surprise", shift.getSurprise())
            .put("groundswell.shift.rate_ratio", shift.getRateRatio())
            .put("groundswell.shift.rate_ratio_low", shift.getRateRatioLow())
            .put("groundswell.shift.rate_ratio_high", shift.getRateRatioHigh())
            .put("groundswell.shift.peak_surprise", shift.getPeakSurprise())
            .put("groundswell.shift.peak_rate_ratio", shift.getPeakRateRatio())
            .put("groundswell.shift.total_actors", shift.getTotalActors())
            .put("groundswell.shift.divergence", shift.getDivergence())
            .put("groundswell.shift.mitigation_id", shift.getMitigationId())
            .put(
                "groundswell.shift.drivers",
                shift.getDrivers().stream().map(ShiftDocument::driver).toList())
            .put("groundswell.shift.doubling_time", shift.getDoublingTime());
    return Ecs.putTechniques(json, List.of(shift.getTechnique()));
  }

  private static EcsJson driver(ShiftDriver driver) {
    return new EcsJson()
        .put("kind", driver.getKind())
        .put("value", driver.getValue())
        .put("actors", driver.getActors())
        .put("share", driver.getShare());
  }
}
