package dev.groundswell.pipelines.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.otlp.TraceCalls.Fates;
import dev.groundswell.schemas.TracePart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
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

    TraceCalls first = new TraceCalls(parts, Set.of());
    assertThat(first.tell(BASE + 2_999)).isEmpty();
    assertThat(first.tell(BASE + 3_000)).hasSize(1);
    assertThat(first.tell(EVER)).isEmpty();
    assertThat(new TraceCalls(parts, first.told()).tell(EVER)).isEmpty();
  }

  @Test
  void callsAreToldInTheOrderOfTheirEnds() {
    OtlpText text = new OtlpText().traces("lib");
    chat(chat(text, 1, 0, 0, 9), 2, 0, 1, 4);

    assertThat(new TraceCalls(parts(text), Set.of()).tell(EVER))
        .extracting(call -> call.spans().get(0))
        .containsExactly(OtlpText.spanId(2), OtlpText.spanId(1));
  }

  @Test
  void aSpanThatTurnsOutToBeAroundAToldCallIsNoOther() {
    OtlpText text = new OtlpText().traces("openai");
    chat(text, 2, 1, 1, 8);
    Set<String> told = told(parts(text));
    chat(text.traces("langchain"), 1, 0, 0, 60);

    TraceCalls later = new TraceCalls(parts(text), told);
    assertThat(later.tell(EVER)).isEmpty();
    assertThat(later.fates()).isEqualTo(new Fates(1, 1, 0, 0));
  }

  @Test
  void aCallWithinAToldSpanThatComesLateIsNoOther() {
    OtlpText text = new OtlpText().traces("langchain");
    chat(text, 1, 0, 0, 9);
    Set<String> told = told(parts(text));
    chat(text.traces("openai"), 2, 1, 1, 8);

    TraceCalls later = new TraceCalls(parts(text), told);
    assertThat(later.tell(EVER)).isEmpty();
    assertThat(later.fates()).isEqualTo(new Fates(1, 1, 0, 0));
  }

  @Test
  void theSpanOfACallThatWasToldAsLostIsNoOther() {
    OtlpText text = new OtlpText().traces("http");
    text.span(9, 1, 1, 2).client().put("http.response.status_code", 400);
    text.logs("openai").log(1, 1, "gen_ai.user.message").body("content", "hello");
    Set<String> told = told(parts(text));
    assertThat(told).containsExactly(OtlpText.spanId(1));
    chat(text.traces("openai"), 1, 0, 0, 3);

    TraceCalls later = new TraceCalls(parts(text), told);
    assertThat(later.tell(EVER)).isEmpty();
    assertThat(later.fates()).isEqualTo(new Fates(1, 2, 0, 0));
  }

  @Test
  void aToolThatCallsAModelHidesNoCall() {
    OtlpText text = new OtlpText().traces("lib");
    text.span(1, 0, 0, 9).put("gen_ai.operation.name", "execute_tool");
    Set<String> told = told(parts(text));
    chat(text, 2, 1, 1, 8);

    assertThat(new TraceCalls(parts(text), told).tell(EVER)).hasSize(1);
  }

  /** However late whatever comes, no call is told twice and every part is in one number. */
  @ParameterizedTest
  @MethodSource("recordings")
  void anyOrderOfArrivalAndTellingKeepsTheLaw(OtlpCapture recording) {
    Random random = new Random(11);
    for (List<TracePart> trace : recording.read().traces()) {
      List<TracePart> arriving = new ArrayList<>(trace);
      arriving.addAll(trace.subList(0, trace.size() / 3));
      Collections.shuffle(arriving, random);
      Set<String> told = Set.of();
      Set<String> events = new HashSet<>();
      for (int come = 1; come <= arriving.size(); come++) {
        TraceCalls calls = new TraceCalls(arriving.subList(0, come), told);
        long end = come == arriving.size() ? EVER : anyEnd(arriving, random);
        calls.tell(end).forEach(call -> assertThat(events.add(call.event().getEventId())).isTrue());
        told = calls.told();
        assertThat(told).hasSameSizeAs(events);
      }

      Fates fates = new TraceCalls(arriving, told).fates();
      assertThat(fates.calls()).isEqualTo(events.size());
      assertThat(fates.merged()).isNotNegative();
      assertThat(fates.calls() + fates.merged() + fates.unused() + fates.orphans())
          .isEqualTo(arriving.size());
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void whatIsToldOneAfterTheOtherIsWhatIsToldAtTheEnd(OtlpCapture recording) {
    for (List<TracePart> trace : recording.read().traces()) {
      List<AssembledCall> told = new ArrayList<>();
      TraceCalls calls = new TraceCalls(trace, Set.of());
      trace.stream()
          .map(part -> part.getEvent().getEventTime())
          .sorted()
          .forEach(end -> told.addAll(calls.tell(end)));

      assertThat(told).isEqualTo(new TraceCalls(trace, Set.of()).tell(EVER));
    }
  }

  private static long anyEnd(List<TracePart> parts, Random random) {
    return parts.get(random.nextInt(parts.size())).getEvent().getEventTime();
  }

  private static Set<String> told(List<TracePart> parts) {
    TraceCalls calls = new TraceCalls(parts, Set.of());
    assertThat(calls.tell(EVER)).hasSize(1);
    return calls.told();
  }

  private static List<TracePart> parts(OtlpText text) {
    return text.read().parts();
  }

  private static OtlpText chat(OtlpText text, int id, int parent, int from, int to) {
    return text.span(id, parent, from, to)
        .client()
        .put("gen_ai.operation.name", "chat")
        .put("gen_ai.request.model", "gpt-4o");
  }

  private static Stream<OtlpCapture> recordings() {
    return OtlpCapture.ALL.stream();
  }
}
