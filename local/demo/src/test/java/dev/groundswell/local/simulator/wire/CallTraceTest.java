package dev.groundswell.local.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictTarget;
import dev.groundswell.schemas.VerdictValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTraceTest {

  private static final String TRACE = "0123456789abcdef0123456789abcdef";
  private static final String ALONE = TRACE + "-0000000000000004";
  private static final String WITHIN_FRAMEWORK = TRACE + "-0000000000000006";

  @Test
  void onlyTheRequestKnowsWhoAsks() {
    List<CallSpan> spans = CallTrace.of(answered(WITHIN_FRAMEWORK)).spans();

    assertThat(spans)
        .filteredOn(span -> span.attributes().containsKey("user.id"))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.parentId()).isEmpty();
              assertThat(request.kind()).isEqualTo(CallSpan.Kind.SERVER);
              assertThat(request.attributes()).containsKeys("session.id", "client.address");
            });
  }

  @Test
  void aFrameworkSaysTheTokensAgain() {
    assertThat(CallTrace.of(answered(ALONE)).spans()).hasSize(2);
    assertThat(CallTrace.of(answered(WITHIN_FRAMEWORK)).spans())
        .hasSize(3)
        .filteredOn(span -> span.attributes().containsKey("gen_ai.usage.input_tokens"))
        .extracting(span -> span.attributes().get("gen_ai.operation.name"))
        .containsExactly("chat", "invoke_agent");
  }

  @Test
  void eachSpanLiesWithinItsParent() {
    List<CallSpan> spans = CallTrace.of(answered(WITHIN_FRAMEWORK)).spans();

    for (int i = 1; i < spans.size(); i++) {
      CallSpan inner = spans.get(i - 1);
      CallSpan outer = spans.get(i);
      assertThat(inner.parentId()).isEqualTo(outer.id());
      assertThat(outer.startMs()).isLessThan(inner.startMs());
      assertThat(outer.endMs()).isGreaterThan(inner.endMs());
    }
  }

  @Test
  void aPromptThatWasRefusedIsAnErrorWithoutFinishReason() {
    List<CallSpan> spans =
        CallTrace.of(blocked(WITHIN_FRAMEWORK, VerdictTarget.input)).spans().subList(0, 2);

    assertThat(spans)
        .allSatisfy(
            span -> {
              assertThat(span.error()).contains("content management policy");
              assertThat(span.attributes())
                  .containsEntry("error.type", "BadRequestError")
                  .doesNotContainKey("gen_ai.response.finish_reasons");
            });
  }

  @Test
  void anAnswerThatWasCutOffIsAFinishReasonWithoutError() {
    CallSpan call = CallTrace.of(blocked(ALONE, VerdictTarget.output)).spans().get(0);

    assertThat(call.error()).isNull();
    assertThat(call.attributes())
        .containsEntry("gen_ai.response.finish_reasons", List.of("content_filter"));
  }

  @Test
  void anEventWithoutIdIsATraceWithoutIds() {
    CallTrace trace = CallTrace.of(answered(""));

    assertThat(trace.traceId()).isEmpty();
    assertThat(trace.spans()).allMatch(span -> span.id().isEmpty());
  }

  private static TelemetryEvent blocked(String id, VerdictTarget target) {
    TelemetryEvent event = answered(id);
    event.setEventOutcome(EventOutcome.blocked);
    event.setGenAiResponseFinishReasons(List.of("content_filter"));
    event.setVerdicts(
        List.of(
            Verdict.newBuilder()
                .setDetector("content_filter")
                .setVerdict(VerdictValue.deny)
                .setAction(VerdictAction.block)
                .setTarget(target)
                .build()));
    return event;
  }

  private static TelemetryEvent answered(String id) {
    return TelemetryEvent.newBuilder()
        .setEventId(id)
        .setEventTime(1_767_225_600_000L)
        .setEventDuration(700L)
        .setEventCategory(EventCategory.inference)
        .setEventAction("chat")
        .setEventOutcome(EventOutcome.success)
        .setServiceName("chat")
        .setUserId("ada@org.example")
        .setSessionId("s-1")
        .setClientAddress("198.18.0.1")
        .setGenAiOperationName("chat")
        .setGenAiProviderName("openai")
        .setGenAiRequestModel("gpt-4o")
        .setGenAiResponseModel("gpt-4o-2024-08-06")
        .setGenAiResponseFinishReasons(List.of("stop"))
        .setGenAiUsageInputTokens(23L)
        .setGenAiUsageOutputTokens(20L)
        .setContentInputText("hello")
        .build();
  }
}
