package dev.groundswell.local.simulator;

import dev.groundswell.pipelines.ingest.aws.BedrockInvocationDecoder;
import dev.groundswell.pipelines.ingest.aws.CloudTrailDecoder;
import dev.groundswell.pipelines.ingest.azure.AzureOpenAiDecoder;
import dev.groundswell.pipelines.ingest.format.Items;
import dev.groundswell.pipelines.ingest.format.RecordDecoder;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.otlp.OtlpDecoder;
import dev.groundswell.pipelines.ingest.otlp.TraceCalls;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a reader of the topics gets, before ingest touches it: identities and texts are raw. */
final class Received {

  private static final Map<String, RecordDecoder> DECODERS =
      Map.of(
          "bedrock-invocation", new BedrockInvocationDecoder(),
          "cloudtrail", new CloudTrailDecoder(),
          "azure-openai", new AzureOpenAiDecoder(),
          "otlp-proto", OtlpDecoder.proto(),
          "otlp-json", OtlpDecoder.json());

  private Received() {}

  /** The one event of a record; fails if it holds anything else. */
  static TelemetryEvent event(SimulatedRecord record) {
    return record.format().equals("avro") ? avro(record) : item(record);
  }

  private static TelemetryEvent avro(SimulatedRecord record) {
    try {
      return TelemetryEvent.getDecoder().decode(record.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TelemetryEvent item(SimulatedRecord record) {
    OneEvent items = new OneEvent();
    try {
      DECODERS.get(record.format()).decode(record.value(), items);
    } catch (Refusal refusal) {
      throw new IllegalStateException(record.format() + " was refused", refusal);
    }
    List<TelemetryEvent> events = items.events();
    if (events.size() != 1) {
      throw new IllegalStateException(record.format() + " holds events: " + events.size());
    }
    return events.get(0);
  }

  private static final class OneEvent implements Items {

    private final List<TelemetryEvent> events = new ArrayList<>();
    private final List<TracePart> parts = new ArrayList<>();

    /** Those that are there, and the calls that the parts make. */
    private List<TelemetryEvent> events() {
      List<TelemetryEvent> all = new ArrayList<>(events);
      new TraceCalls(parts).tellAll().forEach(c -> all.add(c.event()));
      return all;
    }

    @Override
    public void event(TelemetryEvent event) {
      events.add(event);
    }

    @Override
    public void part(TracePart part) {
      parts.add(part);
    }

    @Override
    public void ignored() {
      throw new IllegalStateException("an item was ignored");
    }

    @Override
    public void refused(Refusal refusal) {
      throw new IllegalStateException("an item was refused", refusal);
    }
  }
}
