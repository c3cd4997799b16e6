package dev.groundswell.pipelines.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.google.protobuf.ByteString;
import dev.groundswell.pipelines.ingest.format.Gzipped;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import dev.groundswell.schemas.Verdict;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("B1")
class OtlpDecoderTest {

  @Test
  void metricsAreIgnored() {
    ReadParts proto =
        ReadParts.of(
            OtlpDecoder.proto(), OtlpCapture.bytes("otel-openai-0.5.0-content.metrics.001.pb"));
    ReadParts json =
        ReadParts.of(
            OtlpDecoder.json(), OtlpCapture.bytes("otel-openai-0.22.0-content.metrics.001.json"));

    assertThat(proto.items()).isEqualTo(proto.ignoredItems()).isEqualTo(2);
    assertThat(json.items()).isEqualTo(json.ignoredItems()).isEqualTo(2);
  }

  @Test
  void gzipIsOpened() {
    byte[] record = OtlpCapture.bytes("vercel-ai-5.0.277-content.traces.002.pb");

    assertThat(ReadParts.of(OtlpDecoder.proto(), Gzipped.gzip(record)).parts())
        .isEqualTo(ReadParts.of(OtlpDecoder.proto(), record).parts())
        .isNotEmpty();
  }

  @Test
  void numbersMayBeStrings() {
    OtlpText text = new OtlpText().traces("lib");
    text.span(1, 0, 0, 1).put("gen_ai.operation.name", "chat");
    text.put("gen_ai.usage.input_tokens", 12).put("gen_ai.usage.output_tokens", "34");
    text.with(span -> span.put("kind", "SPAN_KIND_CLIENT"));
    text.with(span -> span.putObject("status").put("code", "STATUS_CODE_ERROR"));

    TelemetryEvent call = only(text.toString());

    assertThat(call.getGenAiUsageInputTokens()).isEqualTo(12);
    assertThat(call.getGenAiUsageOutputTokens()).isEqualTo(34);
    assertThat(call.getEventOutcome()).hasToString("failed");
  }

  @Test
  void whatIsEmptyOrUnknownIsPassedOver() {
    OtlpText text = new OtlpText().traces("lib");
    text.span(1, 0, 0, 1).put("gen_ai.operation.name", "chat").put("user.id", "");
    text.with(span -> span.put("somethingNew", 1).putObject("link"));
    text.with(span -> span.withArray("attributes").addObject().put("key", "session.id"));
    text.with(
        span ->
            span.withArray("attributes").addObject().put("key", "enduser.id").putObject("value"));
    text.logs("lib").log(1, 1, "gen_ai.user.message").with(log -> log.putObject("body"));

    ReadParts read = text.read();

    assertThat(read.refusals()).isEmpty();
    assertThat(read.parts()).hasSize(2);
    assertThat(read.calls().get(0).event().getUserId()).isNull();
  }

  @Test
  void idsMayBeInCapitals() {
    String text = chat().toString().replace(OtlpText.TRACE, "5B8EFFF798038103D269B633813FC60C");

    assertThat(only(text).getTraceId()).isEqualTo(OtlpText.TRACE);
  }

  @Test
  void aSpanWithoutAnIdIsRefusedAlone() {
    OtlpText text = chat();
    text.span(2, 0, 0, 1).put("gen_ai.operation.name", "chat");
    text.with(span -> span.put("spanId", "0000000000000000"));

    ReadParts read = text.read();

    assertThat(read.parts()).hasSize(1);
    assertThat(read.refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.missing_id);
  }

  @Test
  void aSpanOfSomethingElseIsIgnoredWhateverItLacks() {
    OtlpText text = new OtlpText().traces("db");
    text.span(1, 0, 0, 1).client().put("db.system.name", "postgresql").put("user.id", "alice");
    text.with(span -> span.remove("traceId"));

    assertThat(text.read().ignoredItems()).isEqualTo(1);
  }

  @Test
  void aTokenCountThatIsNoNumberIsRefused() {
    assertThat(reason(chat().put("gen_ai.usage.input_tokens", "many").toString()))
        .isEqualTo(DeadLetterReason.invalid_number);
  }

  @Test
  void aTimeThatIsMissingIsRefused() {
    assertThat(reason(chat().with(span -> span.remove("endTimeUnixNano")).toString()))
        .isEqualTo(DeadLetterReason.invalid_time);
  }

  @Test
  void jsonOfSomethingElseIsRefused() {
    assertThat(reason("{\"Records\": []}")).isEqualTo(DeadLetterReason.undecodable);
  }

  @Test
  void oneOfTheEncodingsIsNotTakenForTheOther() {
    byte[] json = chat().toString().getBytes(StandardCharsets.UTF_8);
    byte[] proto = OtlpCapture.bytes("vercel-ai-5.0.277-content.traces.002.pb");

    assertThat(ReadParts.of(OtlpDecoder.proto(), json).refusals()).hasSize(1);
    assertThat(ReadParts.of(OtlpDecoder.json(), proto).refusals()).hasSize(1);
  }

  @Test
  void moreAttributesThanAnybodySendsAreRefused() {
    OtlpText text = chat();
    for (int i = 0; i < OtlpLimits.MAX_ATTRIBUTES; i++) {
      text.put("a" + i, i);
    }

    assertThat(reason(text.toString())).isEqualTo(DeadLetterReason.too_many_items);
  }

  @Test
  void emptySpansByTheThousandAreRefused() {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    for (int i = 0; i <= OtlpLimits.MAX_ITEMS; i++) {
      spans.addSpans(Span.getDefaultInstance());
    }

    assertThat(ReadParts.of(OtlpDecoder.proto(), request(spans)).refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.too_many_items);
  }

  @Test
  void aValueNestedTooDeepIsRefusedWithItsSpan() {
    AnyValue value = AnyValue.newBuilder().setIntValue(1).build();
    for (int depth = 0; depth < 1000; depth++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    Span.Builder good = span(1);
    Span.Builder deep = span(2).addAttributes(KeyValue.newBuilder().setKey("deep").setValue(value));

    ReadParts read =
        ReadParts.of(
            OtlpDecoder.proto(), request(ScopeSpans.newBuilder().addSpans(good).addSpans(deep)));

    assertThat(read.parts()).hasSize(1);
    assertThat(read.refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.undecodable);
  }

  @Test
  void anEmptySpanInFrontHidesNoOther() {
    ReadParts read = read(Span.newBuilder(), span(1), span(2));

    assertThat(read.parts()).hasSize(2);
    assertThat(read.ignoredItems()).isEqualTo(1);
  }

  @Test
  void aDamagedSpanInFrontIsRefusedAlone() {
    byte[] request = request(ScopeSpans.newBuilder().addSpans(span(1)).addSpans(span(2)));
    // The tag of the first span's first field: a group that never ends.
    request[8] = 0x0B;

    ReadParts read = ReadParts.of(OtlpDecoder.proto(), request);

    assertThat(read.parts()).hasSize(1);
    assertThat(read.refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.undecodable);
  }

  @Test
  void whatFailsBehindAnItemIsNoDamageOfIt() {
    byte[] request = request(ScopeSpans.newBuilder().addSpans(span(1)));
    IllegalStateException behind = new IllegalStateException("the operator behind the source");
    ReadParts read =
        new ReadParts() {
          @Override
          public void part(TracePart part) {
            throw behind;
          }
        };

    assertThatThrownBy(() -> OtlpDecoder.proto().decode(request, read)).isSameAs(behind);
    assertThatThrownBy(
            () ->
                OtlpDecoder.json().decode(chat().toString().getBytes(StandardCharsets.UTF_8), read))
        .isSameAs(behind);
  }

  @Test
  @Tag("B3")
  void whatComesOnceInARecordIsShortBehindEachOfItsItems() {
    OtlpText text = new OtlpText().traces("x".repeat(100_000));
    text.resource("gen_ai.input.messages", "y".repeat(100_000)).resource("user.id", "service");
    text.span(1, 0, 0, 1).put("gen_ai.operation.name", "chat");

    TracePart part = text.read().parts().get(0);

    assertThat(part.toString()).hasSizeLessThan(10_000);
    assertThat(part.getEvent().getUserId()).isEqualTo("service");
  }

  @Test
  @Tag("B3")
  void aResourceWithMoreAttributesThanAnybodySendsIsRefused() {
    OtlpText text = chat();
    for (int i = 0; i <= OtlpLimits.MAX_ATTRIBUTES; i++) {
      text.resource("a" + i, "x");
    }

    assertThat(reason(text.toString())).isEqualTo(DeadLetterReason.too_many_items);
  }

  @Test
  @Tag("B5")
  void aSpanOfMoreThanAMebibyteIsRefusedAlone() {
    ArrayValue.Builder bomb = ArrayValue.newBuilder();
    for (int i = 0; i <= OtlpLimits.MAX_ITEM_BYTES / 2; i++) {
      bomb.addValues(AnyValue.getDefaultInstance());
    }
    Span.Builder large =
        span(1)
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("x")
                    .setValue(AnyValue.newBuilder().setArrayValue(bomb)));

    ReadParts read = read(large, span(2));

    assertThat(read.parts()).hasSize(1);
    assertThat(read.refusals())
        .extracting(Refusal::reason)
        .containsExactly(DeadLetterReason.oversized);
  }

  @Test
  void aUserWhomTheSpanNamesIsBelievedBeforeOneOfTheProcess() {
    OtlpText text = new OtlpText().traces("lib").resource("user.id", "svc-batch");
    text.span(1, 0, 0, 1).put("gen_ai.operation.name", "chat").put("enduser.id", "alice");

    assertThat(only(text.toString()).getUserId()).isEqualTo("alice");
  }

  @Test
  void theTypeOfAnExceptionTellsOfABlockThatTheSpansOwnTypeDoesNot() {
    OtlpText text = chat().put("error.type", "_OTHER").error("");
    text.with(
        span ->
            span.putArray("events")
                .addObject()
                .put("name", "exception")
                .putArray("attributes")
                .addObject()
                .put("key", "exception.type")
                .putObject("value")
                .put("stringValue", "content_filter"));

    assertThat(only(text.toString()).getEventOutcome()).hasToString("blocked");
  }

  @Test
  void messagesOfOneTimeInRecordsOfTheirOwnAreSeveral() {
    OtlpText first = new OtlpText().logs("lib");
    first.log(1, 1, "gen_ai.user.message").body("content", "harmless");
    OtlpText second = new OtlpText().logs("lib");
    second.log(1, 1, "gen_ai.user.message").body("content", "attack");

    assertThat(id(first, 0)).isNotEqualTo(id(second, 0));
  }

  @Test
  void aMessageThatIsSentAgainInOtherCompanyIsTheSame() {
    OtlpText alone = new OtlpText().logs("lib");
    alone.log(1, 1, "gen_ai.choice").body("finish_reason", "stop");
    OtlpText second = new OtlpText().logs("lib");
    second.log(2, 1, "gen_ai.choice").body("finish_reason", "stop");
    second.log(1, 1, "gen_ai.choice").body("finish_reason", "stop");

    assertThat(id(second, 1)).isEqualTo(id(alone, 0));
  }

  @Test
  void namesThatNothingIsReadFromAreListed() throws Refusal {
    OtlpText text = chat().put("acme.tenant", "t").put("acme.documents.3.id", "d");
    text.put("gen_ai.prompt.0.role", "user").put("llm.input_messages.0.message.content", "hello");

    assertThat(OtlpDecoder.json().unread(text.toString().getBytes(StandardCharsets.UTF_8)))
        .containsExactly("acme.documents.N.id", "acme.tenant");
  }

  @Test
  void namesOfWhatIsNoPartAreNotListed() throws Refusal {
    OtlpText spans = chat().put("acme.tenant", "t");
    spans.span(2, 1, 0, 1).put("db.query.text", "SELECT 1");
    OtlpText logs = new OtlpText().logs("lib");
    logs.log(1, 1, "gen_ai.user.message").body("content", "hello").put("acme.tenant", "t");
    logs.log(1, 1, "login").put("acme.page", "p");

    assertThat(OtlpDecoder.json().unread(spans.toString().getBytes(StandardCharsets.UTF_8)))
        .containsExactly("acme.tenant");
    assertThat(OtlpDecoder.json().unread(logs.toString().getBytes(StandardCharsets.UTF_8)))
        .containsExactly("acme.tenant");
  }

  @Test
  void theReasonThatBlockedAnAnswerSaysWhatForNotTheFirstOne() {
    OtlpText text = chat().put("gen_ai.provider.name", "gcp.gemini");
    text.with(
        span -> {
          ArrayNode reasons =
              span.withArray("attributes")
                  .addObject()
                  .put("key", "gen_ai.response.finish_reasons")
                  .putObject("value")
                  .putObject("arrayValue")
                  .putArray("values");
          reasons.addObject().put("stringValue", "STOP");
          reasons.addObject().put("stringValue", "SPII");
        });

    assertThat(only(text.toString()).getVerdicts())
        .extracting(Verdict::getHarm)
        .containsExactly("privacy");
  }

  private static String id(OtlpText text, int part) {
    return text.read().parts().get(part).getEvent().getEventId();
  }

  private static ReadParts read(Span.Builder... spans) {
    ScopeSpans.Builder all = ScopeSpans.newBuilder();
    for (Span.Builder span : spans) {
      all.addSpans(span);
    }
    return ReadParts.of(OtlpDecoder.proto(), request(all));
  }

  private static Span.Builder span(int id) {
    return Span.newBuilder()
        .setTraceId(ByteString.fromHex(OtlpText.TRACE))
        .setSpanId(ByteString.fromHex(OtlpText.spanId(id)))
        .setStartTimeUnixNano(1)
        .setEndTimeUnixNano(2)
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("gen_ai.operation.name")
                .setValue(AnyValue.newBuilder().setStringValue("chat")));
  }

  private static byte[] request(ScopeSpans.Builder spans) {
    return TracesData.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
        .build()
        .toByteArray();
  }

  private static OtlpText chat() {
    return new OtlpText().traces("lib").span(1, 0, 0, 1).put("gen_ai.operation.name", "chat");
  }

  private static TelemetryEvent only(String text) {
    ReadParts read = ReadParts.json(text);
    assertThat(read.refusals()).isEmpty();
    assertThat(read.calls()).hasSize(1);
    return read.calls().get(0).event();
  }

  private static DeadLetterReason reason(String text) {
    ReadParts read = ReadParts.json(text);
    assertThat(read.parts()).isEmpty();
    assertThat(read.refusals()).hasSize(1);
    return read.refusals().get(0).reason();
  }
}
