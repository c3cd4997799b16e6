package dev.groundswell.local.simulator.wire;

import com.google.protobuf.ByteString;
import dev.groundswell.schemas.TelemetryEvent;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Traces in OTLP's protobuf, as a Collector's Kafka exporter writes them: a trace a record. */
final class OtlpProto implements WireFormat {

  private static final long NANOS_PER_MILLI = 1_000_000;

  @Override
  public String wireName() {
    return "otlp-proto";
  }

  @Override
  public byte[] encode(TelemetryEvent event) {
    CallTrace trace = CallTrace.of(event);
    ResourceSpans.Builder service = ResourceSpans.newBuilder();
    service.getResourceBuilder().addAllAttributes(attributes(trace.resource()));
    for (CallSpan span : trace.spans()) {
      ScopeSpans.Builder library = service.addScopeSpansBuilder();
      library.getScopeBuilder().setName(span.scope());
      library.addSpans(span(trace.traceId(), span));
    }
    return TracesData.newBuilder().addResourceSpans(service).build().toByteArray();
  }

  private static Span span(String traceId, CallSpan span) {
    Span.Builder proto =
        Span.newBuilder()
            .setTraceId(bytes(traceId))
            .setSpanId(bytes(span.id()))
            .setParentSpanId(bytes(span.parentId()))
            .setName(span.name())
            .setKindValue(span.kind().number())
            .setStartTimeUnixNano(span.startMs() * NANOS_PER_MILLI)
            .setEndTimeUnixNano(span.endMs() * NANOS_PER_MILLI)
            .addAllAttributes(attributes(span.attributes()));
    if (span.error() != null) {
      proto
          .getStatusBuilder()
          .setCode(Status.StatusCode.STATUS_CODE_ERROR)
          .setMessage(span.error());
    }
    return proto.build();
  }

  private static List<KeyValue> attributes(Map<String, Object> attributes) {
    return attributes.entrySet().stream()
        .map(
            attribute ->
                KeyValue.newBuilder()
                    .setKey(attribute.getKey())
                    .setValue(value(attribute.getValue()))
                    .build())
        .toList();
  }

  private static AnyValue value(Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof Long number) {
      any.setIntValue(number);
    } else if (value instanceof List<?> list) {
      any.setArrayValue(
          ArrayValue.newBuilder().addAllValues(list.stream().map(OtlpProto::value).toList()));
    } else {
      any.setStringValue((String) value);
    }
    return any.build();
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
