package dev.groundswell.pipelines.monitor;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an instrumented service writes of one user who is busy now: a trace for every call, a second
 * between any two. The span of a call does not know the user; the one around it does.
 */
final class OtlpTraces {

  static final int PARTS_OF_A_CALL = 3;

  private static final int FRAMEWORK = 4;
  private static final long NANOS = 1_000_000_000L;
  private static final String FILTERED =
      "The response was filtered due to the prompt triggering Azure OpenAI's content management"
          + " policy.";

  private static final String MESSAGES =
      "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}]}]";

  private final String user;
  private final long begin;
  private final List<byte[]> inner = new ArrayList<>();
  private final List<byte[]> frameworks = new ArrayList<>();
  private final List<byte[]> outer = new ArrayList<>();

  OtlpTraces(String user, Instant begin) {
    this.user = user;
    this.begin = begin.getEpochSecond() * NANOS;
  }

  /** A call of a model whose content is recorded. */
  OtlpTraces calls(String text, boolean blocked) {
    return calls(2, text, blocked);
  }

  /** A tool that an agent executes, in the one conversation of the user. */
  OtlpTraces executes(String tool) {
    Span.Builder execution =
        span(3, 2, "execute_tool " + tool)
            .addAttributes(attribute("gen_ai.operation.name", "execute_tool"))
            .addAttributes(attribute("gen_ai.tool.name", tool));
    return around(execution);
  }

  /** A call that a framework makes through a client library; both tell of it. */
  OtlpTraces callsThroughAFramework(String text) {
    Span.Builder framework =
        span(FRAMEWORK, 2, "ChatOpenAI.chat")
            .addAttributes(attribute("gen_ai.operation.name", "chat"));
    frameworks.add(record(framework));
    return calls(FRAMEWORK, text, false);
  }

  private OtlpTraces calls(int parent, String text, boolean blocked) {
    Span.Builder call =
        span(3, parent, "chat gpt-4o")
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .addAttributes(attribute("gen_ai.operation.name", "chat"))
            .addAttributes(attribute("gen_ai.provider.name", "azure.ai.openai"))
            .addAttributes(attribute("gen_ai.request.model", "gpt-4o"))
            .addAttributes(attribute("gen_ai.input.messages", MESSAGES.formatted(text)));
    if (blocked) {
      call.setStatus(
          Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage(FILTERED));
    } else {
      call.addAttributes(attribute("gen_ai.response.id", "resp-" + inner.size()));
    }
    return around(call);
  }

  private OtlpTraces around(Span.Builder call) {
    Span.Builder agent =
        span(2, 1, "invoke_agent")
            .addAttributes(attribute("gen_ai.operation.name", "invoke_agent"))
            .addAttributes(attribute("gen_ai.conversation.id", "talk with " + user));
    Span.Builder request =
        span(1, 0, "POST /chat")
            .addAttributes(attribute("user.id", user))
            .addAttributes(attribute("organization.id", "team-of-" + user));
    inner.add(record(call));
    outer.add(record(agent, request));
    return this;
  }

  /** The spans of the calls, a record each. */
  List<byte[]> callSpans() {
    return inner;
  }

  /** The spans around the calls, a record each. */
  List<byte[]> spansAround() {
    return outer;
  }

  /** The spans of frameworks, a record each. */
  List<byte[]> frameworkSpans() {
    return frameworks;
  }

  /** The id of the event that a call becomes; 0 is the first. */
  String callId(int call) {
    return id(call, 3);
  }

  /** The id of a call to whoever sees only the framework's span. */
  String frameworkId(int call) {
    return id(call, FRAMEWORK);
  }

  private String id(int call, long span) {
    return "%016x%016x-%016x".formatted((long) user.hashCode(), call + 1L, span);
  }

  private Span.Builder span(int id, int parent, String name) {
    int call = inner.size();
    long end = begin + call * NANOS;
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(bytes(user.hashCode(), call + 1L))
            .setSpanId(id(id))
            .setName(name)
            .setStartTimeUnixNano(end - NANOS / 2)
            .setEndTimeUnixNano(end);
    return parent == 0 ? span : span.setParentSpanId(id(parent));
  }

  private static byte[] record(Span.Builder... spans) {
    TracesData.Builder request = TracesData.newBuilder();
    for (Span.Builder span : spans) {
      request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(span);
    }
    return request.build().toByteArray();
  }

  private static KeyValue attribute(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static ByteString id(long id) {
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(id).array());
  }

  private static ByteString bytes(long high, long low) {
    return id(high).concat(id(low));
  }
}
