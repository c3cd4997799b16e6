package dev.groundswell.pipelines.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.SignalState;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictTarget;
import dev.groundswell.schemas.VerdictValue;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("B1")
class CallAssemblyTest {

  private static final String FILTERED =
      "The response was filtered due to the prompt triggering Azure OpenAI's content management"
          + " policy.";

  @Test
  void aCallEndsWhenItsSpanDoesAndIsNamedAfterIt() {
    TelemetryEvent call = only(chat(new OtlpText().traces("lib"), 2, 1, 0, 30));

    assertThat(call.getEventTime()).isEqualTo(Instant.parse("2026-01-01T00:00:30Z").toEpochMilli());
    assertThat(call.getEventDuration()).isEqualTo(30_000);
    assertThat(call.getEventId()).isEqualTo(OtlpText.TRACE + "-0000000000000002");
    assertThat(call.getSpanId()).isEqualTo("0000000000000002");
  }

  @Test
  void theNearestSpanAroundACallSaysWhoCalls() {
    OtlpText text = new OtlpText().traces("app");
    text.span(1, 0, 0, 9).put("user.id", "gateway").put("session.id", "s1");
    text.span(2, 1, 1, 8).put("enduser.id", "alice");
    TelemetryEvent call = only(chat(text, 3, 2, 2, 7));

    assertThat(call.getUserId()).isEqualTo("alice");
    assertThat(call.getSessionId()).isEqualTo("s1");
  }

  @Test
  void acrossAGapTheOnlyUserOfTheTraceCalls() {
    OtlpText text = new OtlpText().traces("app");
    text.span(1, 0, 0, 9).put("user.id", "alice");

    assertThat(only(chat(text, 3, 2, 2, 7)).getUserId()).isEqualTo("alice");
  }

  @Test
  void acrossAGapNobodyCallsIfTwoUsersAreInTheTrace() {
    OtlpText text = new OtlpText().traces("app");
    text.span(1, 0, 0, 9).put("user.id", "alice");
    text.span(9, 0, 0, 9).put("user.id", "bob");

    assertThat(only(chat(text, 3, 2, 2, 7)).getUserId()).isNull();
  }

  @Test
  @Tag("K4")
  void pseudonymsOfTwoKeysDoNotMeetInOneCall() {
    OtlpText text = new OtlpText().traces("langchain");
    text.span(1, 0, 0, 9).put("user.id", "alice").put("gen_ai.agent.name", "planner");
    chat(text, 2, 1, 1, 8).put("gen_ai.conversation.id", "c1").put("gen_ai.usage.input_tokens", 5);
    chat(text.traces("openai"), 3, 2, 2, 7);
    List<TracePart> parts = text.read().parts();
    parts.forEach(part -> part.getEvent().setPseudonymKeyId("old"));
    TracePart framework = parts.get(1);
    framework.getEvent().setContentInputHmac("hmac");
    framework.getEvent().setContentInputLength(11L);
    framework.getEvent().setVerdicts(List.of(verdictAbout("bob")));
    parts.get(2).getEvent().setPseudonymKeyId("new");
    framework.getEvent().setEventOutcome(EventOutcome.blocked);

    TelemetryEvent call = CallAssembly.of(parts).get(0).event();

    assertThat(call.getPseudonymKeyId()).isEqualTo("new");
    assertThat(call.getUserId()).isNull();
    assertThat(call.getGenAiConversationId()).isNull();
    assertThat(call.getContentInputHmac()).isNull();
    assertThat(call.getVerdicts()).containsExactly(verdictAbout(null));
    assertThat(call.getGenAiAgentId()).isEqualTo("planner");
    assertThat(call.getGenAiUsageInputTokens()).isEqualTo(5);
    assertThat(call.getContentInputLength()).isEqualTo(11);
  }

  @Test
  @Tag("K4")
  void theOnlyUserOfATraceIsNobodyUnderAnotherKey() {
    OtlpText text = new OtlpText().traces("app");
    text.span(1, 0, 0, 9).put("user.id", "alice");
    List<TracePart> parts = chat(text, 3, 2, 2, 7).read().parts();
    parts.get(0).getEvent().setPseudonymKeyId("old");
    parts.get(1).getEvent().setPseudonymKeyId("new");
    assertThat(CallAssembly.of(parts).get(0).event().getUserId()).isNull();

    parts.get(0).getEvent().setPseudonymKeyId("new");
    assertThat(CallAssembly.of(parts).get(0).event().getUserId()).isEqualTo("alice");
  }

  private static Verdict verdictAbout(String subject) {
    return Verdict.newBuilder()
        .setDetector("scorer")
        .setVerdict(VerdictValue.deny)
        .setSubject(subject)
        .build();
  }

  @Test
  void spansInALoopEndTheSearch() {
    OtlpText text = new OtlpText().traces("app");
    text.span(1, 2, 0, 9).put("user.id", "alice");
    text.span(2, 1, 0, 9).put("user.id", "bob");

    assertThat(only(chat(text, 3, 2, 2, 7)).getUserId()).isEqualTo("bob");
  }

  @Test
  void threeErrorsForOneRefusalAreOneBlockedCall() {
    OtlpText text = new OtlpText().traces("ai");
    text.span(1, 0, 0, 9).put("gen_ai.operation.name", "invoke_agent").error(FILTERED);
    text.span(2, 1, 1, 8).put("gen_ai.operation.name", "agent_step").error(FILTERED);
    chat(text, 3, 2, 2, 7).error(FILTERED);

    TelemetryEvent call = only(text);

    assertThat(call.getEventOutcome()).isEqualTo(EventOutcome.blocked);
    assertThat(call.getVerdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.getDetector()).isEqualTo("azure.content_filter");
              assertThat(verdict.getAction()).isEqualTo(VerdictAction.block);
              assertThat(verdict.getTarget()).isEqualTo(VerdictTarget.input);
            });
    assertThat(text.read().fates()).isEqualTo(new Fates(1, 2, 0, 0));
  }

  @Test
  void aFrameworkAroundAClientLibraryIsOneCallWithTheTokensOnce() {
    OtlpText text = new OtlpText().traces("langchain");
    chat(text, 1, 0, 0, 9).put("gen_ai.usage.prompt_tokens", 5).put("user.id", "alice");
    chat(text.traces("openai"), 2, 1, 1, 8).put("gen_ai.usage.input_tokens", 5);

    TelemetryEvent call = only(text);

    assertThat(call.getSpanId()).isEqualTo(OtlpText.spanId(2));
    assertThat(call.getGenAiUsageInputTokens()).isEqualTo(5);
    assertThat(call.getUserId()).isEqualTo("alice");
  }

  @Test
  void aCallIsKnownByTheSpansAroundItTheNearestFirst() {
    OtlpText text = new OtlpText().traces("langchain");
    chat(text, 1, 0, 0, 9);
    text.span(2, 1, 1, 8).put("gen_ai.operation.name", "invoke_agent");
    chat(text, 3, 2, 2, 7);
    AssembledCall call =
        CallAssembly.of(chat(text.traces("openai"), 4, 3, 3, 6).read().parts()).get(0);

    assertThat(call.event().getEventId()).isEqualTo(call.idBy(OtlpText.spanId(4)));
    assertThat(call.otherSpans()).containsExactly(OtlpText.spanId(3), OtlpText.spanId(1));
    assertThat(call.idBy(OtlpText.spanId(3))).isEqualTo(OtlpText.TRACE + "-0000000000000003");
  }

  @Test
  @Tag("S8")
  void ofManySpansAroundACallOnlySoManyNameIt() {
    OtlpText text = new OtlpText().traces("lib");
    int spans = 3 * AssembledCall.MAX_OTHER_SPANS;
    for (int id = 1; id <= spans; id++) {
      chat(text, id, id - 1, id, 2 * spans - id);
    }
    AssembledCall call = CallAssembly.of(text.read().parts()).get(0);

    assertThat(call.spans()).hasSize(spans);
    assertThat(call.otherSpans())
        .hasSize(AssembledCall.MAX_OTHER_SPANS)
        .startsWith(OtlpText.spanId(spans - 1), OtlpText.spanId(spans - 2));
  }

  @Test
  void siblingsThatHaveTheSameAnswerAreOneCall() {
    OtlpText text = new OtlpText().traces("langchain");
    chat(text, 2, 1, 0, 9).put("gen_ai.response.id", "r1").put("gen_ai.usage.output_tokens", 7);
    chat(text.traces("openai"), 3, 1, 1, 8).put("gen_ai.response.id", "r1");

    assertThat(only(text).getGenAiUsageOutputTokens()).isEqualTo(7);
  }

  @Test
  void aSiblingOfAnotherLibraryThatLastsLongerIsTheSameCall() {
    OtlpText text = new OtlpText().traces("langchain");
    chat(text, 2, 1, 0, 9).error(FILTERED);
    chat(text.traces("openai"), 3, 1, 1, 8).put("error.type", "BadRequestError");

    assertThat(only(text).getEventOutcome()).isEqualTo(EventOutcome.blocked);
  }

  @Test
  void twoLibrariesWithASilentSpanBetweenThemAreOneCall() {
    OtlpText text = new OtlpText().traces("langchain");
    chat(text, 1, 0, 0, 9).error(FILTERED);
    chat(text.traces("openai"), 3, 2, 1, 8).error(FILTERED);

    assertThat(only(text).getSpanId()).isEqualTo(OtlpText.spanId(3));
  }

  @Test
  void acrossAGapTwoSpansThatMayBeAroundACallAreBothCalls() {
    OtlpText text = new OtlpText().traces("langchain");
    chat(text, 1, 0, 0, 9);
    chat(text, 4, 0, 0, 10);
    chat(text.traces("openai"), 3, 2, 1, 8);

    assertThat(text.read().calls()).hasSize(3);
  }

  @Test
  void aModelThatRunsAToolThatCallsAModelIsTwoCallsAndATool() {
    OtlpText text = new OtlpText().traces("lib");
    chat(text, 1, 0, 0, 9).put("gen_ai.usage.input_tokens", 5).put("user.id", "alice");
    text.span(2, 1, 1, 8).put("gen_ai.operation.name", "execute_tool");
    chat(text, 3, 2, 2, 7).put("gen_ai.usage.input_tokens", 7);

    assertThat(text.read().calls())
        .extracting(call -> call.event().getGenAiUsageInputTokens())
        .containsExactly(7L, null, 5L);
    assertThat(text.read().calls())
        .extracting(call -> call.event().getUserId())
        .containsOnly("alice");
  }

  @Test
  void anAnswersIdThatIsUsedAgainLaterIsAnotherAnswer() {
    OtlpText text = new OtlpText().traces("lib");
    chat(text, 1, 0, 0, 1).put("gen_ai.response.id", "chatcmpl-417");
    chat(text, 2, 0, 5, 6).put("gen_ai.response.id", "chatcmpl-417");

    assertThat(text.read().calls()).hasSize(2);
  }

  @Test
  void aSpanBesideACallKnowsTheUserOfThatCall() {
    OtlpText text = new OtlpText().traces("langchain");
    chat(text, 2, 1, 0, 9).put("user.id", "alice");
    chat(text, 4, 9, 0, 9).put("user.id", "bob");
    text.traces("openai");
    chat(chat(text, 3, 1, 1, 8), 5, 9, 1, 8);

    assertThat(text.read().calls())
        .extracting(call -> call.event().getUserId())
        .containsExactly("alice", "bob");
  }

  @Test
  void whoGivesTheOnlyUserGivesNoSessionIfThereAreTwo() {
    OtlpText text = new OtlpText().traces("app");
    text.span(1, 0, 0, 9).put("user.id", "alice").put("session.id", "s1");
    text.span(9, 0, 0, 9).put("session.id", "s2");
    TelemetryEvent call = only(chat(text, 3, 2, 2, 7));

    assertThat(call.getUserId()).isEqualTo("alice");
    assertThat(call.getSessionId()).isNull();
  }

  @Test
  void anErrorAroundAnAnswerIsNotTheAnswers() {
    OtlpText text = new OtlpText().traces("langchain");
    chat(text, 1, 0, 0, 9).error("Could not parse output");
    chat(text.traces("openai"), 2, 1, 1, 8).put("gen_ai.response.finish_reasons", "stop");

    assertThat(only(text).getEventOutcome()).isEqualTo(EventOutcome.success);
  }

  @Test
  void aBlockAroundTwoCallsIsNeithers() {
    OtlpText text = new OtlpText().traces("langchain");
    chat(text, 2, 1, 0, 9).error(FILTERED);
    text.traces("openai");
    chat(chat(text, 3, 1, 1, 2), 4, 1, 3, 8).error(FILTERED);

    assertThat(text.read().calls())
        .extracting(call -> call.event().getEventOutcome())
        .containsExactly(EventOutcome.success, EventOutcome.blocked);
  }

  @Test
  void callsInALoopOfSpansAreCalls() {
    OtlpText text = new OtlpText().traces("lib");
    chat(chat(text, 1, 2, 0, 9), 2, 1, 0, 9);

    assertThat(text.read().calls()).hasSize(2);
  }

  @Test
  void whatAScorerOfContentsSaysOutlivesARefusal() {
    OtlpText text = new OtlpText().traces("lib");
    chat(text, 2, 1, 0, 9);
    text.traces("http").span(3, 2, 1, 8).client().put("http.response.status_code", 400);
    List<TracePart> parts = text.read().parts();
    Verdict scored = Verdict.newBuilder().setDetector("scorer").setHarm("hate").build();
    Verdict failed =
        Verdict.newBuilder().setDetector("scorer").setState(SignalState.failed).build();
    parts.get(0).getEvent().setVerdicts(List.of(scored, failed));

    assertThat(CallAssembly.of(parts).get(0).event().getVerdicts())
        .contains(scored, failed)
        .hasSize(3);
  }

  @Test
  void callsOfOneLibrarySideBySideAreSeveral() {
    OtlpText text = new OtlpText().traces("openai");
    chat(text, 2, 1, 0, 9);
    chat(text, 3, 1, 1, 8);

    assertThat(text.read().calls()).hasSize(2);
  }

  /** Each is a repeat of the next: whoever follows them step into step runs out of stack. */
  @Test
  void thousandsOfLibrariesSideBySideAreOneCall() {
    OtlpText text = new OtlpText();
    for (int library = 2; library < 5_000; library++) {
      chat(text.traces("lib" + library), library, 1, 0, 9);
    }

    assertThat(text.read().fates()).isEqualTo(new Fates(1, 4_997, 0, 0));
  }

  @Test
  void everyTryThatHasASpanIsACall() {
    OtlpText text = new OtlpText().traces("ai");
    text.span(1, 0, 0, 9).put("ai.operationId", "ai.generateText");
    chat(text, 2, 1, 1, 2).put("error.type", "RateLimitError").error("429 Slow down");
    chat(text, 3, 1, 3, 4);

    assertThat(text.read().calls())
        .extracting(call -> call.event().getEventOutcome())
        .containsExactly(EventOutcome.throttled, EventOutcome.success);
  }

  @Test
  void aFailureWhoseReasonIsHiddenIsNoBlock() {
    TelemetryEvent call =
        only(chat(new OtlpText().traces("ai"), 2, 1, 0, 9).error("AI SDK operation failed"));

    assertThat(call.getEventOutcome()).isEqualTo(EventOutcome.failed);
    assertThat(call.getVerdicts())
        .extracting(Verdict::getState)
        .containsExactly(SignalState.failed);
  }

  @Test
  void aFailureWhoseReasonIsSaidNeedsNoVerdict() {
    TelemetryEvent call =
        only(
            chat(new OtlpText().traces("lib"), 2, 1, 0, 9)
                .put("error.type", "BadRequestError")
                .error("400 max_tokens is too large"));

    assertThat(call.getEventOutcome()).isEqualTo(EventOutcome.failed);
    assertThat(call.getErrorType()).isEqualTo("BadRequestError");
    assertThat(call.getVerdicts()).isEmpty();
  }

  @Test
  void theRequestBeneathACallTellsWhatItsSpanHides() {
    OtlpText text = new OtlpText().traces("ai");
    chat(text, 2, 1, 0, 9).error("AI SDK operation failed");
    text.traces("http").span(3, 2, 1, 8).client().put("http.response.status_code", 429);

    TelemetryEvent call = only(text);

    assertThat(call.getEventOutcome()).isEqualTo(EventOutcome.throttled);
    assertThat(call.getVerdicts()).isEmpty();
  }

  @Test
  void aBadRequestBeneathACallMayHaveBeenABlock() {
    OtlpText text = new OtlpText().traces("lib");
    chat(text, 2, 1, 0, 9);
    text.traces("http").span(3, 2, 1, 8).client().put("http.response.status_code", 400);

    TelemetryEvent call = only(text);

    assertThat(call.getEventOutcome()).isEqualTo(EventOutcome.failed);
    assertThat(call.getVerdicts())
        .extracting(Verdict::getState)
        .containsExactly(SignalState.failed);
  }

  @Test
  void aTryThatFailedBeforeOneThatWasAnsweredDoesNotCount() {
    OtlpText text = new OtlpText().traces("lib");
    chat(text, 2, 1, 0, 9).put("gen_ai.response.finish_reasons", "stop");
    text.traces("http").span(3, 2, 1, 4).client().put("http.response.status_code", 429);

    assertThat(only(text).getEventOutcome()).isEqualTo(EventOutcome.success);
    assertThat(only(text).getLabels()).doesNotContainKey("http.response.status_code");
  }

  @Test
  void theLastMessageOfTheUserIsWhatWasAsked() {
    OtlpText text = new OtlpText().traces("lib");
    chat(text, 2, 1, 0, 9);
    text.logs("lib");
    text.log(2, 1, "gen_ai.user.message").body("content", "first");
    text.log(2, 1, "gen_ai.user.message").body("content", "second");
    text.log(2, 1, "gen_ai.user.message").body("role", "user");
    text.log(2, 8, "gen_ai.choice").body("finish_reason", "content_filter");

    TelemetryEvent call = only(text);

    assertThat(call.getContentInputText()).isEqualTo("second");
    assertThat(call.getEventOutcome()).isEqualTo(EventOutcome.blocked);
    assertThat(call.getGenAiResponseFinishReasons()).containsExactly("content_filter");
    assertThat(call.getVerdicts())
        .extracting(Verdict::getTarget)
        .containsExactly(VerdictTarget.output);
  }

  @Test
  void messagesWithoutACallAreOrphans() {
    OtlpText text = new OtlpText().logs("lib");
    text.log(2, 1, "gen_ai.user.message").body("content", "hello");

    assertThat(text.read().fates()).isEqualTo(new Fates(0, 0, 0, 1));
  }

  @Test
  void messagesAndAFailedRequestAreACallThatFailed() {
    OtlpText text = new OtlpText().traces("http");
    text.span(3, 2, 1, 8).client().put("http.response.status_code", 400);
    text.traces("app").span(1, 0, 0, 9).put("user.id", "mallory");
    text.logs("lib").log(2, 1, "gen_ai.user.message").body("content", "hello");

    TelemetryEvent call = only(text);

    assertThat(call.getEventId()).isEqualTo(OtlpText.TRACE + "-0000000000000002");
    assertThat(call.getEventOutcome()).isEqualTo(EventOutcome.failed);
    assertThat(call.getUserId()).isEqualTo("mallory");
    assertThat(call.getContentInputText()).isEqualTo("hello");
  }

  @Test
  void usersWithoutCallsAreUnused() {
    OtlpText text = new OtlpText().traces("app");
    text.span(1, 0, 0, 9).put("user.id", "alice");
    text.span(2, 1, 1, 2).client().put("http.response.status_code", 404);

    assertThat(text.read().fates()).isEqualTo(new Fates(0, 0, 2, 0));
  }

  @Test
  void aToolIsAnEventOfItsOwn() {
    OtlpText text = new OtlpText().traces("ai");
    text.span(1, 0, 0, 9).put("ai.operationId", "ai.generateText").put("user.id", "alice");
    text.span(2, 1, 1, 2).put("ai.operationId", "ai.toolCall").put("ai.toolCall.name", "search");

    TelemetryEvent tool = only(text);

    assertThat(tool.getEventCategory()).hasToString("tool");
    assertThat(tool.getEventAction()).isEqualTo("execute_tool");
    assertThat(tool.getGenAiToolName()).isEqualTo("search");
    assertThat(tool.getUserId()).isEqualTo("alice");
  }

  @Test
  void putsTogetherWithoutChangingTheParts() {
    List<TracePart> parts = OtlpCapture.named("otel-openai-0.22.0-content").read().parts();
    List<String> before = parts.stream().map(part -> part.getEvent().toString()).toList();

    CallAssembly.of(parts);

    assertThat(parts).extracting(part -> part.getEvent().toString()).isEqualTo(before);
  }

  private static TelemetryEvent only(OtlpText text) {
    ReadParts read = text.read();
    assertThat(read.refusals()).isEmpty();
    assertThat(read.calls()).hasSize(1);
    return read.calls().get(0).event();
  }

  private static OtlpText chat(OtlpText text, int id, int parent, int from, int to) {
    return text.span(id, parent, from, to)
        .client()
        .put("gen_ai.operation.name", "chat")
        .put("gen_ai.request.model", "gpt-4o");
  }
}
