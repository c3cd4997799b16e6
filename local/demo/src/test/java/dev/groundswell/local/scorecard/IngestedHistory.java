package dev.groundswell.local.scorecard;

import dev.groundswell.local.simulator.HistoryConfig;
import dev.groundswell.local.simulator.HistorySimulator;
import dev.groundswell.pipelines.ingest.RecordedEvents;
import dev.groundswell.schemas.TelemetryEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** The events of a history as they leave ingest, with verdicts joined to their calls. */
final class IngestedHistory implements GeneratorFunction<Long, TelemetryEvent> {

  private static final int REMEMBERED_CALLS = 1_000;

  private final long seed;
  private final Duration length;
  private final Instant end;

  private transient HistorySimulator history;
  private transient RecordedEvents recorded;
  private transient Map<String, TelemetryEvent> calls;

  IngestedHistory(HistoryConfig config) {
    this.seed = config.seed();
    this.length = config.length();
    this.end = config.end();
  }

  @Override
  public void open(SourceReaderContext context) {
    history = new HistorySimulator(new HistoryConfig(seed, length, end));
    recorded = new RecordedEvents();
    calls =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, TelemetryEvent> eldest) {
            return size() > REMEMBERED_CALLS;
          }
        };
  }

  @Override
  public TelemetryEvent map(Long number) throws IOException {
    TelemetryEvent event = TelemetryEvent.getDecoder().decode(history.next().value());
    recorded
        .complete(event)
        .ifPresent(
            why -> {
              throw new IllegalStateException("ingest would refuse it: " + why);
            });
    if (event.getCallId() == null) {
      calls.put(event.getEventId(), event);
    } else {
      join(event, calls.get(event.getCallId()));
    }
    return event;
  }

  private static void join(TelemetryEvent event, TelemetryEvent call) {
    event.setUserId(call.getUserId());
    event.setServiceName(call.getServiceName());
    event.setCloudRegion(call.getCloudRegion());
    event.setGenAiRequestModel(call.getGenAiRequestModel());
    event.setGenAiOperationName(call.getGenAiOperationName());
    event.setCallBlocked(call.getSafetyBlocked());
  }
}
