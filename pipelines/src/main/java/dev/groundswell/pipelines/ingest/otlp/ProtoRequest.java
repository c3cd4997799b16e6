package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.WireFormat;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An export request in protobuf (opentelemetry-proto: ExportTraceServiceRequest and its siblings).
 * Traces, logs and metrics have the same two layers around their items, and nothing says which they
 * are; the first item with a time does.
 */
final class ProtoRequest {

  private static final int RESOURCES = 1;
  private static final int RESOURCE = 1;
  private static final int SCOPES = 2;
  private static final int SCOPE = 1;
  private static final int ITEMS = 2;

  private enum Signal {
    TRACES,
    LOGS,
    METRICS
  }

  /** An item, not yet decoded. */
  private record Item(OtlpOrigin origin, ByteString bytes) {}

  /** How an item of one signal is decoded. */
  @FunctionalInterface
  private interface Decoding<T> {

    T decode(Item item) throws IOException, Refusal;
  }

  private ProtoRequest() {}

  /**
   * Hands out every item of a request.
   *
   * @throws Refusal if the request is damaged around its items; then none was handed out
   */
  static void read(byte[] record, OtlpItems items) throws Refusal {
    List<Item> found = new ArrayList<>();
    try {
      open(ByteString.copyFrom(record), found);
    } catch (ProtoMessage.TooManyFields e) {
      throw OtlpLimits.tooManyItems();
    } catch (IOException | RuntimeException e) {
      throw damaged();
    }
    Signal signal = signal(found);
    for (Item item : found) {
      switch (signal) {
        case TRACES -> handOut(item, ProtoRequest::span, items::span, items);
        case LOGS -> handOut(item, ProtoRequest::log, items::log, items);
        case METRICS -> handOut(item, ProtoRequest::metric, metric -> items.ignored(), items);
      }
    }
  }

  private static void open(ByteString request, List<Item> found) throws IOException, Refusal {
    for (ByteString resources : ProtoMessage.of(request).all(RESOURCES)) {
      ProtoMessage ofResource = ProtoMessage.of(resources);
      OtlpOrigin process = OtlpOrigin.ofProcess(resource(last(ofResource.all(RESOURCE))));
      for (ByteString scopes : ofResource.all(SCOPES)) {
        ProtoMessage ofScope = ProtoMessage.of(scopes);
        OtlpOrigin origin =
            process.withScope(InstrumentationScope.parseFrom(last(ofScope.all(SCOPE))).getName());
        for (ByteString item : ofScope.all(ITEMS)) {
          if (found.size() == OtlpLimits.MAX_ITEMS) {
            throw new ProtoMessage.TooManyFields();
          }
          found.add(new Item(origin, item));
        }
      }
    }
  }

  private static ByteString last(List<ByteString> values) {
    return values.isEmpty() ? ByteString.EMPTY : values.get(values.size() - 1);
  }

  private static Map<String, JsonNode> resource(ByteString bytes) throws IOException, Refusal {
    OtlpLimits.itemBytes(bytes.size());
    Resource resource = Resource.parseFrom(bytes);
    OtlpLimits.attributes(resource.getAttributesCount());
    return ProtoValues.attributes(resource.getAttributesList());
  }

  private static Signal signal(List<Item> items) {
    return items.stream()
        .map(ProtoRequest::signal)
        .filter(signal -> signal != Signal.METRICS)
        .findFirst()
        .orElse(Signal.METRICS);
  }

  /** One that is damaged, or has no time, says nothing of the others. */
  private static Signal signal(Item item) {
    try {
      ProtoMessage message = ProtoMessage.of(item.bytes);
      if (hasTime(message, Span.START_TIME_UNIX_NANO_FIELD_NUMBER)
          || hasTime(message, Span.END_TIME_UNIX_NANO_FIELD_NUMBER)) {
        return Signal.TRACES;
      }
      return hasTime(message, LogRecord.TIME_UNIX_NANO_FIELD_NUMBER)
              || hasTime(message, LogRecord.OBSERVED_TIME_UNIX_NANO_FIELD_NUMBER)
          ? Signal.LOGS
          : Signal.METRICS;
    } catch (IOException e) {
      return Signal.METRICS; // refused when it is read
    }
  }

  private static boolean hasTime(ProtoMessage item, int field) {
    return item.has(field, WireFormat.WIRETYPE_FIXED64);
  }

  /** What fails behind the items is no damage of theirs, and goes its way. */
  private static <T> void handOut(
      Item item, Decoding<T> decoding, Consumer<T> out, OtlpItems items) {
    T decoded;
    try {
      OtlpLimits.itemBytes(item.bytes.size());
      decoded = decoding.decode(item);
    } catch (IOException | RuntimeException e) {
      items.refused(damaged());
      return;
    } catch (Refusal refusal) {
      items.refused(refusal);
      return;
    }
    out.accept(decoded);
  }

  /** A metric has nothing but messages; what else has no time is damaged. */
  private static ProtoMessage metric(Item item) throws IOException {
    ProtoMessage metric = ProtoMessage.of(item.bytes);
    if (!metric.hasOnlyLengths()) {
      throw new IOException("no metric");
    }
    return metric;
  }

  private static OtlpSpan span(Item item) throws IOException, Refusal {
    Span span = Span.parseFrom(item.bytes);
    OtlpLimits.attributes(span.getAttributesCount());
    OtlpLimits.events(span.getEventsCount());
    return new OtlpSpan(
        item.origin,
        ProtoValues.hex(span.getTraceId()),
        ProtoValues.hex(span.getSpanId()),
        ProtoValues.hex(span.getParentSpanId()),
        span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT,
        span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
        span.getStatus().getMessage(),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        ProtoValues.attributes(span.getAttributesList()),
        span.getEventsList().stream()
            .filter(event -> event.getName().equals(OtlpSpan.EXCEPTION))
            .map(event -> ProtoValues.attributes(event.getAttributesList()))
            .toList());
  }

  private static OtlpLog log(Item item) throws IOException, Refusal {
    LogRecord log = LogRecord.parseFrom(item.bytes);
    OtlpLimits.attributes(log.getAttributesCount());
    return new OtlpLog(
        item.origin,
        ProtoValues.hex(log.getTraceId()),
        ProtoValues.hex(log.getSpanId()),
        log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano(),
        log.getEventName(),
        ProtoValues.json(log.getBody()),
        ProtoValues.attributes(log.getAttributesList()));
  }

  private static Refusal damaged() {
    return new Refusal(DeadLetterReason.undecodable, "damaged or truncated protobuf");
  }
}
