package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.BlankEvent;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is kept of a part that is in a call: how it is told from others, and who acted, under which
 * key. Parts that come later are held against it. The rest has been told, and would be most of the
 * state.
 */
final class Outline {

  private static final int[] KEPT =
      Stream.concat(
              Stream.of(
                  "event.id",
                  "event.time",
                  "gen_ai.operation.name",
                  "gen_ai.request.model",
                  "gen_ai.usage.input_tokens",
                  "pseudonym.key.id"),
              PartFields.JOINED.stream())
          .mapToInt(name -> TelemetryField.named(name).orElseThrow().position())
          .toArray();

  private Outline() {}

  /** Whether an event of a part is an outline: what is not names its trace. */
  static boolean isOne(TelemetryEvent event) {
    return event.getTraceId() == null;
  }

  static TelemetryEvent of(TelemetryEvent event) {
    TelemetryEvent outline = BlankEvent.create();
    for (int field : KEPT) {
      outline.put(field, event.get(field));
    }
    String response = event.getLabels().get(PartFields.RESPONSE_ID);
    if (response != null) {
      outline.setLabels(new HashMap<>(Map.of(PartFields.RESPONSE_ID, response)));
    }
    return outline;
  }
}
