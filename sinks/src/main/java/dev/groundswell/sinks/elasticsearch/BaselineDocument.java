package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.TrendCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * What the trends had learned by the end of a day; the last of a month stays. People find it by its
 * fields; whoever goes on from it reads all of it from {@link #STATE}, where no number is rounded
 * and earlier versions are known.
 */
final class BaselineDocument {

  static final String FORMAT = "groundswell.baseline.format";

  /** The record in Avro's single-object encoding. */
  static final String STATE = "groundswell.baseline.state";

  private BaselineDocument() {}

  static Document of(Baseline baseline) {
    Instant asOf = Instant.ofEpochMilli(baseline.getAsOf());
    return new Document(
        IndexName.baselines(asOf),
        baseline.getBaselineId(),
        Document.Operation.INDEX_EXTERNAL_GTE,
        baseline.getAsOf(),
        json(baseline, asOf).toBytes());
  }

  private static EcsJson json(Baseline baseline, Instant asOf) {
    EcsJson json =
        Ecs.document("state")
            .put(Ecs.TIMESTAMP, asOf)
            .put("event.id", baseline.getBaselineId())
            .put(FORMAT, baseline.getFormat())
            .put("groundswell.baseline.tick", IndexName.spelled(baseline.getTick()))
            .put("groundswell.baseline.target_kind", baseline.getTargetKind())
            .put(STATE, encoded(baseline));
    if (baseline.getCell() == null) {
      return json;
    }
    TrendCell cell = baseline.getCell().getState();
    json.put("groundswell.baseline.technique", cell.getTechnique())
        .put("groundswell.baseline.target", cell.getTarget())
        .put("groundswell.baseline.first_seen", Instant.ofEpochMilli(cell.getFirstSeen()))
        .put("groundswell.baseline.last_seen", Instant.ofEpochMilli(cell.getLastSeen()));
    return Ecs.putTechniques(json, List.of(cell.getTechnique()));
  }

  private static ByteBuffer encoded(Baseline baseline) {
    try {
      return Baseline.getEncoder().encode(baseline);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a baseline", e);
    }
  }
}
