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

/**
 * An export request in protobuf (opentelemetry-proto: ExportTraceServiceRequest and its siblings).
 * Traces, logs and metrics have the same two layers around their items, and nothing says which they
 * are; the first item does.
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

  private ProtoRequest() {}

  /**
   * Hands out every item of a request.
   *
   * @throws Refusal if the request is damaged around its items; then none was handed out
   */
  static void read(byte[] record, OtlpItems items) throws Refusal {
    List<Item> found = new ArrayList<>();
    Signal signal = null;
    try {
      open(ByteString.copyFrom(record), found);
      signal = found.isEmpty() ? Signal.METRICS : signal(ProtoMessage.of(found.get(0).bytes));
    } catch (ProtoMessage.TooManyFields e) {
      throw OtlpLimits.tooManyItems();
    } catch (IOException | RuntimeException e) {
      throw damaged();
    }
    for (Item item : found) {
      handOut(signal, item, items);
    }
  }

  private static void open(ByteString request, List<Item> found) throws IOException {
    for (ByteString resources : ProtoMessage.of(request).all(RESOURCES)) {
      ProtoMessage ofResource = ProtoMessage.of(resources);
      Map<String, JsonNode> resource =
          ProtoValues.attributes(
              Resource.parseFrom(last(ofResource.all(RESOURCE))).getAttributesList());
      for (ByteString scopes : ofResource.all(SCOPES)) {
        ProtoMessage ofScope = ProtoMessage.of(scopes);
        OtlpOrigin origin =
            new OtlpOrigin(
                resource, InstrumentationScope.parseFrom(last(ofScope.all(SCOPE))).getName());
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

  /** A span has its end, a log record a time or when it was observed; a metric only messages. */
  private static Signal signal(ProtoMessage item) throws IOException {
    if (item.has(Span.END_TIME_UNIX_NANO_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64)) {
      return Signal.TRACES;
    }
    if (item.has(LogRecord.TIME_UNIX_NANO_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64)
        || item.has(LogRecord.OBSERVED_TIME_UNIX_NANO_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64)) {
      return Signal.LOGS;
    }
    if (item.hasOnlyLengths()) {
      return Signal.METRICS;
    }
    throw new IOException("neither");
  }

  private static void handOut(Signal signal, Item item, OtlpItems items) {
    try {
      switch (signal) {
        case TRACES -> items.span(span(item));
        case LOGS -> items.log(log(item));
        case METRICS -> items.ignored();
      }
    } catch (IOException | RuntimeException e) {
      items.refused(damaged());
    } catch (Refusal refusal) {
      items.refused(refusal);
    }
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
