package dev.groundswell.pipelines.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.PartRole;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("B1")
class TraceCallsTest {

  private static final long BASE = 1_767_225_600_000L;
  private static final long EVER = Long.MAX_VALUE;

  @Test
  void aCallIsToldWhenItHasEndedAndOnlyOnce() {
    List<TracePart> parts = parts(chat(new OtlpText().traces("lib"), 1, 0, 0, 3));

    assertThat(new TraceCalls(parts).tell(BASE + 2_999, BASE)).isEmpty();
    assertThat(new TraceCalls(parts).tell(BASE + 3_000, BASE)).hasSize(1);
    assertThat(new TraceCalls(parts).tellAll()).isEmpty();
  }

  @Test
  void ofAToldCallIsKeptWhoseItIsAndNotWhatWasSaid() {
    OtlpText text = chat(new OtlpText().traces("lib"), 1, 0, 0, 3);
    text.put("user.id", "alice").put("gen_ai.response.id", "r-1");
    said(text);
    List<TracePart> parts = parts(text);
    TelemetryEvent told = new TraceCalls(parts).tellAll().get(0).event();

    assertThat(told.getContentInputText()).isEqualTo("hello");
    TelemetryEvent kept = parts.get(0).getEvent();
    assertThat(kept.getContentInputText()).isNull();
    assertThat(kept.getEventOutcome()).isEqualTo(EventOutcome.unknown);
    assertThat(kept)
        .extracting(
            TelemetryEvent::getEventId,
            TelemetryEvent::getEventTime,
            TelemetryEvent::getUserId,
            TelemetryEvent::getGenAiRequestModel,
            TelemetryEvent::getGenAiOperationName,
            TelemetryEvent::getLabels)
        .containsExactly(
            told.getEventId(),
            told.getEventTime(),
            "alice",
            "gpt-4o",
            "chat",
            Map.of("gen_ai.response.id", "r-1"));
  }

  @Test
  @Tag("K4")
  void ofAToldCallIsKeptWhichKeyMadeThePseudonymOfWhoseItIs() {
    List<TracePart> parts =
        parts(chat(new OtlpText().traces("lib"), 1, 0, 0, 3).put("user.id", "alice"));
    parts.get(0).setRole(PartRole.wrapper);
    parts.addAll(parts(chat(new OtlpText().traces("lib"), 2, 1, 4, 5)));
    parts.forEach(part -> part.getEvent().setPseudonymKeyId("k1"));
    assertThat(new TraceCalls(parts).tellAll()).hasSize(1);
    assertThat(Outline.isOne(parts.get(0).getEvent())).isTrue();
    OtlpText text = chat(new OtlpText().traces("lib"), 3, 1, 6, 7);
    List<TracePart> later = parts(chat(text, 4, 1, 6, 7));
    later.get(0).getEvent().setPseudonymKeyId("k2");
    later.get(1).getEvent().setPseudonymKeyId("k1");
    parts.addAll(later);

    assertThat(new TraceCalls(parts).tellAll())
        .extracting(call -> call.event().getUserId())
        .containsExactly(null, "alice");
  }

  @Test
  void callsAreToldInTheOrderOfTheirEnds() {
    OtlpText text = new OtlpText().traces("lib");
    chat(chat(text, 1, 0, 0, 9), 2, 0, 1, 4);

    assertThat(new TraceCalls(parts(text)).tellAll())
        .extracting(call -> call.spans().get(0))
        .containsExactly(OtlpText.spanId(2), OtlpText.spanId(1));
  }

  @Test
  void aSpanThatTurnsOutToBeAroundAToldCallIsNoOther() {
    List<TracePart> inner = parts(chat(new OtlpText().traces("openai"), 2, 1, 1, 8));
    List<TracePart> outer = parts(chat(new OtlpText().traces("langchain"), 1, 0, 0, 60));

    assertThat(toldOneAfterTheOther(inner, outer)).isEqualTo(new Fates(1, 1, 0, 0));
  }

  @Test
  void aSpanAroundACallThatIsForgottenIsNoOther() {
    List<TracePart> parts = parts(chat(new OtlpText().traces("openai"), 2, 1, 1, 8));
    assertThat(new TraceCalls(parts).tellAll()).hasSize(1);
    List<TracePart> outer = parts(chat(new OtlpText().traces("langchain"), 1, 0, 0, 60));
    parts.addAll(outer);
    assertThat(new TraceCalls(parts).tellAll()).isEmpty();

    assertThat(new TraceCalls(outer).tellAll()).isEmpty();
  }

  @Test
  void aSpanAroundACallThatIsToldLaterSaysAllThatItKnows() {
    OtlpText text = new OtlpText().traces("lib");
    text.span(2, 1, 1, 3).put("gen_ai.operation.name", "execute_tool");
    chat(text, 1, 0, 0, 9).put("gen_ai.response.model", "gpt-4o-2024");
    List<TracePart> parts = parts(text);

    assertThat(new TraceCalls(parts).tell(BASE + 3_000, BASE)).hasSize(1);
    assertThat(new TraceCalls(parts).tell(BASE + 9_000, BASE))
        .extracting(call -> call.event().getGenAiResponseModel())
        .containsExactly("gpt-4o-2024");
  }

  @Test
  void aCallKeepsWhatASpanAroundItSaysThoughAToolWasToldBefore() {
    List<TracePart> parts = parts(chat(new OtlpText().traces("openai"), 3, 1, 3, 8));
    OtlpText tool = new OtlpText().traces("langchain");
    tool.span(2, 1, 1, 2).put("gen_ai.operation.name", "execute_tool");
    parts.addAll(parts(tool));
    OtlpText around = chat(new OtlpText().traces("langchain"), 1, 0, 0, 9);
    around.put("gen_ai.response.finish_reasons", "content_filter").put("user.id", "alice");
    parts.addAll(parts(said(around)));

    assertThat(new TraceCalls(parts).tell(BASE + 2_000, BASE)).hasSize(1);
    assertThat(new TraceCalls(parts).tell(BASE + 8_000, BASE))
        .extracting(AssembledCall::event)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.getEventOutcome()).isEqualTo(EventOutcome.blocked);
              assertThat(call.getVerdicts()).isNotEmpty();
              assertThat(call.getContentInputText()).isEqualTo("hello");
            });
  }

  @Test
  void aCallKeepsWhatASpanAroundItSaysThoughAnotherCallTookItsUserBefore() {
    List<TracePart> parts = parts(chat(new OtlpText().traces("openai"), 3, 1, 3, 8));
    parts.addAll(parts(chat(new OtlpText().traces("openai"), 4, 0, 0, 1)));
    OtlpText around = chat(new OtlpText().traces("langchain"), 1, 0, 2, 9);
    parts.addAll(parts(said(around.put("user.id", "alice"))));

    assertThat(new TraceCalls(parts).tell(BASE + 1_000, BASE))
        .extracting(call -> call.event().getUserId())
        .containsExactly("alice");
    assertThat(new TraceCalls(parts).tell(BASE + 8_000, BASE))
        .extracting(call -> call.event().getContentInputText())
        .containsExactly("hello");
  }

  @Test
  void aCallWithinAToldSpanThatComesLateIsNoOther() {
    List<TracePart> outer = parts(chat(new OtlpText().traces("langchain"), 1, 0, 0, 9));
    List<TracePart> inner = parts(chat(new OtlpText().traces("openai"), 2, 1, 1, 8));

    assertThat(toldOneAfterTheOther(outer, inner)).isEqualTo(new Fates(1, 1, 0, 0));
  }

  @Test
  void twoCallsWithinAToldSpanThatComeLateAreNoOthers() {
    List<TracePart> outer = parts(chat(new OtlpText().traces("langchain"), 1, 0, 0, 9));
    OtlpText text = new OtlpText().traces("openai");
    List<TracePart> inner = parts(chat(chat(text, 2, 1, 1, 4), 3, 1, 5, 8));

    assertThat(toldOneAfterTheOther(outer, inner)).isEqualTo(new Fates(1, 2, 0, 0));
  }

  @Test
  void aSecondDeliveryOfAToldCallIsNoOther() {
    List<TracePart> once = parts(chat(new OtlpText().traces("lib"), 1, 0, 0, 3));
    List<TracePart> again = parts(chat(new OtlpText().traces("lib"), 1, 0, 0, 3));

    assertThat(toldOneAfterTheOther(once, again)).isEqualTo(new Fates(1, 1, 0, 0));
  }

  @Test
  void aCallWhoseFirstTryFailedIsWaitedFor() {
    OtlpText text = new OtlpText().traces("http");
    text.span(9, 1, 0, 1).client().put("http.response.status_code", 429);
    text.logs("openai").log(1, 0, "gen_ai.user.message").body("content", "hello");
    List<TracePart> parts = parts(text);
    assertThat(new TraceCalls(parts).tell(EVER, BASE - 1)).isEmpty();
    parts.addAll(parts(chat(new OtlpText().traces("openai"), 1, 0, 0, 20)));

    assertThat(new TraceCalls(parts).tell(EVER, BASE - 1))
        .extracting(call -> call.event().getEventTime())
        .containsExactly(BASE + 20_000);
  }

  @Test
  void aCallWhoseSpanIsLostIsToldBeforeItsFirstMessageIsForgotten() {
    OtlpText text = new OtlpText().traces("http");
    text.span(9, 1, 0, 30).client().put("http.response.status_code", 400);
    text.logs("openai").log(1, 2, "gen_ai.user.message").body("content", "hello");
    List<TracePart> parts = parts(text);

    assertThat(new TraceCalls(parts).tell(EVER, BASE + 1_999)).isEmpty();
    assertThat(new TraceCalls(parts).tell(EVER, BASE + 2_000)).hasSize(1);
    assertThat(new TraceCalls(parts).tellAll()).isEmpty();
    assertThat(Fates.of(parts)).isEqualTo(new Fates(1, 1, 0, 0));
  }

  @Test
  void aToolThatCallsAModelHidesNoCall() {
    OtlpText text = new OtlpText().traces("lib");
    text.span(1, 0, 0, 9).put("gen_ai.operation.name", "execute_tool");
    List<TracePart> tool = parts(text);
    List<TracePart> call = parts(chat(new OtlpText().traces("lib"), 2, 1, 1, 8));

    assertThat(toldOneAfterTheOther(tool, call)).isEqualTo(new Fates(2, 0, 0, 0));
  }

  /** However late whatever comes, no call is told twice and every part is in one number. */
  @ParameterizedTest
  @MethodSource("recordings")
  void anyOrderOfArrivalAndTellingKeepsTheLaw(OtlpCapture recording) {
    Random random = new Random(11);
    for (List<TracePart> trace : recording.read().traces()) {
      int calls = CallAssembly.of(trace).size();
      List<TracePart> arriving = new ArrayList<>(trace);
      trace.subList(0, trace.size() / 3).forEach(p -> arriving.add(copy(p)));
      Collections.shuffle(arriving, random);
      Set<String> events = new HashSet<>();
      for (int come = 1; come <= arriving.size(); come++) {
        List<TracePart> parts = arriving.subList(0, come);
        new TraceCalls(parts)
            .tell(anyEnd(arriving, random), BASE)
            .forEach(call -> assertThat(events.add(call.event().getEventId())).isTrue());
        assertThat(Fates.of(parts).calls()).isEqualTo(events.size());
      }
      new TraceCalls(arriving)
          .tellAll()
          .forEach(call -> assertThat(events.add(call.event().getEventId())).isTrue());

      Fates fates = Fates.of(arriving);
      assertThat(fates.calls()).isEqualTo(events.size()).isLessThanOrEqualTo(calls);
      assertThat(fates.calls() + fates.merged() + fates.unused() + fates.orphans())
          .isEqualTo(arriving.size());
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void whatIsToldOneAfterTheOtherIsWhatIsToldAtTheEnd(OtlpCapture recording) {
    for (List<TracePart> trace : recording.read().traces()) {
      List<TelemetryEvent> atTheEnd = events(CallAssembly.of(trace));
      List<TelemetryEvent> told = new ArrayList<>();
      trace.stream()
          .map(part -> part.getEvent().getEventTime())
          .sorted()
          .forEach(end -> told.addAll(events(new TraceCalls(trace).tell(end, BASE))));
      told.addAll(events(new TraceCalls(trace).tellAll()));

      assertThat(told).containsExactlyInAnyOrderElementsOf(atTheEnd);
    }
  }

  private static List<TelemetryEvent> events(List<AssembledCall> calls) {
    return calls.stream().map(AssembledCall::event).toList();
  }

  /** What becomes of parts of which the later come when the earlier have been told. */
  private static Fates toldOneAfterTheOther(List<TracePart> earlier, List<TracePart> later) {
    List<TracePart> parts = new ArrayList<>(earlier);
    assertThat(new TraceCalls(parts).tellAll()).hasSize(1);
    parts.addAll(later);
    new TraceCalls(parts).tellAll();
    return Fates.of(parts);
  }

  private static long anyEnd(List<TracePart> parts, Random random) {
    return parts.get(random.nextInt(parts.size())).getEvent().getEventTime();
  }

  private static TracePart copy(TracePart part) {
    return TracePart.newBuilder(part).build();
  }

  private static List<TracePart> parts(OtlpText text) {
    return new ArrayList<>(text.read().parts());
  }

  private static OtlpText chat(OtlpText text, int id, int parent, int from, int to) {
    return text.span(id, parent, from, to)
        .client()
        .put("gen_ai.operation.name", "chat")
        .put("gen_ai.request.model", "gpt-4o");
  }

  private static OtlpText said(OtlpText text) {
    return text.put("gen_ai.input.messages", "[{\"role\":\"user\",\"content\":\"hello\"}]");
  }

  private static Stream<OtlpCapture> recordings() {
    return OtlpCapture.ALL.stream();
  }
}
