package dev.groundswell.pipelines.ingest.format;

import dev.groundswell.schemas.TelemetryEvent;
import java.util.List;
import java.util.Map;

/** An event in which nothing is said. The builder takes many times longer, for every call. */
public final class BlankEvent {

  private static final TelemetryEvent BLANK =
      TelemetryEvent.newBuilder()
          .setEventId("")
          .setEventTime(0)
          .setLabels(Map.of())
          .setVerdicts(List.of())
          .build();

  private BlankEvent() {}

  /** A new one. Its lists and its map are shared: to be replaced, not changed. */
  public static TelemetryEvent create() {
    TelemetryEvent event = new TelemetryEvent();
    for (int field = 0; field < BLANK.getSchema().getFields().size(); field++) {
      event.put(field, BLANK.get(field));
    }
    return event;
  }
}
