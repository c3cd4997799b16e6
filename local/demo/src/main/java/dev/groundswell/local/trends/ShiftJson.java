package dev.groundswell.local.trends;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.TrendShift;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A revision of a shift as one line of JSON: the fields of {@link TrendShift}, without those that
 * are absent. The keys are a format: others read them.
 */
final class ShiftJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ShiftJson() {}

  static String of(TrendShift shift) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", shift.getKind().name());
    line.put("state", shift.getState().name());
    line.put("technique", shift.getTechnique());
    line.put("target_kind", shift.getTargetKind().name());
    line.put("target", shift.getTarget());
    line.put("opened", time(shift.getOpened()));
    line.put("updated", time(shift.getUpdated()));
    line.put("closed", shift.getClosed() == null ? null : time(shift.getClosed()));
    line.put("began", time(shift.getBegan()));
    line.put("first_seen", time(shift.getFirstSeen()));
    line.put("distinct_actors", shift.getDistinctActors());
    line.put("expected", shift.getExpected());
    line.put("exposure", shift.getExposure());
    line.put("surprise", shift.getSurprise());
    line.put("rate_ratio", shift.getRateRatio());
    line.put("rate_ratio_low", shift.getRateRatioLow());
    line.put("rate_ratio_high", shift.getRateRatioHigh());
    line.put("peak_surprise", shift.getPeakSurprise());
    line.put("peak_rate_ratio", shift.getPeakRateRatio());
    line.put("divergence", shift.getDivergence());
    line.put("total_actors", shift.getTotalActors());
    List<Map<String, Object>> drivers = shift.getDrivers().stream().map(ShiftJson::driver).toList();
    line.put("drivers", drivers.isEmpty() ? null : drivers);
    line.put("doubling_time", shift.getDoublingTime());
    line.put("shift_id", shift.getShiftId());
    line.put("revision", shift.getRevision());
    line.values().removeIf(Objects::isNull);
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of plain values is always JSON", e);
    }
  }

  private static Map<String, Object> driver(ShiftDriver driver) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", driver.getKind().name());
    fields.put("value", driver.getValue());
    fields.put("actors", driver.getActors());
    fields.put("share", driver.getShare());
    fields.values().removeIf(Objects::isNull);
    return fields;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
