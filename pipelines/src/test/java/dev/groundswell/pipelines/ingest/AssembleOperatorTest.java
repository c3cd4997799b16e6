package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.format.Format;
import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.ConservationLaw;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.HarnessBooks;
import dev.groundswell.schemas.PartRole;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AssembleOperatorTest {

  private static final long END = Events.NOW.toEpochMilli();
  private static final long HORIZON = 5_000;
  private static final long MEMORY = 60_000;
  private static final int CAPACITY = 10;
  private static final String SPAN = "0000000000000001";
  private static final String OTHER_SPAN = "0000000000000002";
  private static final String OTHER_TRACE = "00000000000000000000000000000002";

  private KeyedOneInputStreamOperatorTestHarness<String, TracePart, TelemetryEvent> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(false);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, TracePart, TelemetryEvent> harness(
      boolean joinsVerdicts) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new AssembleOperator(
            new TraceConfig(Duration.ofMillis(HORIZON), Duration.ofMillis(MEMORY), CAPACITY),
            List.of(Format.OTLP_PROTO),
            joinsVerdicts,
            new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000)),
        TracePart::getTraceId,
        Types.STRING);
  }

  @Test
  void aCallIsToldOnceWhenTheHorizonHasPassed() throws Exception {
    part(Parts.endingAt(END));
    time(END + HORIZON - 1);
    assertThat(calls()).isEmpty();
    time(END + HORIZON);
    assertThat(calls()).hasSize(1);
    time(END + 2 * MEMORY);
    assertThat(calls()).hasSize(1);
  }

  @Test
  void whoCallsIsKnownFromASpanThatComesWithinTheHorizon() throws Exception {
    part(Parts.endingAt(END));
    time(END + 3_000);
    part(Parts.user(Parts.TRACE, OTHER_SPAN, "alice", END + 4_000));
    time(END + HORIZON);

    assertThat(calls()).extracting(TelemetryEvent::getUserId).containsExactly("alice");
    assertThat(books().of(Entry.NOBODYS_CALLS)).isZero();
  }

  @Test
  void aCallThatNobodyHasClaimedByThenIsToldAndCounted() throws Exception {
    part(Parts.endingAt(END));
    time(END + HORIZON);
    part(Parts.user(Parts.TRACE, OTHER_SPAN, "alice", END + HORIZON + 1_000));
    time(END + 2 * HORIZON + 1_000);

    assertThat(calls()).extracting(TelemetryEvent::getUserId).containsOnlyNulls();
    assertThat(books().of(Entry.NOBODYS_CALLS)).isEqualTo(1);
  }

  @Test
  void whatWasSaidWhenALongCallBeganIsStillKnownWhenItEnds() throws Exception {
    part(Parts.user(Parts.TRACE, OTHER_SPAN, "alice", END - MEMORY + 1_000));
    time(END - 1);
    part(Parts.endingAt(END));
    time(END + HORIZON);

    assertThat(calls()).extracting(TelemetryEvent::getUserId).containsExactly("alice");
  }

  @Test
  void aCallIsKnownToVerdictsByEachSpanThatTellsOfIt() throws Exception {
    harness.close();
    harness = harness(true);
    harness.open();
    TracePart inner = Parts.endingAt(END);
    inner.setParentSpanId(OTHER_SPAN);
    part(inner);
    TracePart framework = Parts.part(Parts.TRACE, OTHER_SPAN, PartRole.model_call, END + 10);
    framework.getEvent().setUserId("alice");
    part(framework);
    time(END + HORIZON + 10);

    assertThat(calls())
        .extracting(TelemetryEvent::getEventId)
        .containsExactly(inner.getEvent().getEventId());
    assertThat(byOtherSpans())
        .singleElement()
        .satisfies(
            facts -> {
              assertThat(facts.getEventId()).isEqualTo(framework.getEvent().getEventId());
              assertThat(facts.getSpanId()).isEqualTo(OTHER_SPAN);
              assertThat(facts.getEventTime()).isEqualTo(END);
              assertThat(facts.getUserId()).isEqualTo("alice");
            });
  }

  @Test
  void triesWithinOneSpanAreNoNamesakesUnderItsId() throws Exception {
    harness.close();
    harness = harness(true);
    harness.open();
    for (String span : List.of(SPAN, "0000000000000003")) {
      TracePart attempt = Parts.part(Parts.TRACE, span, PartRole.model_call, END);
      attempt.setParentSpanId(OTHER_SPAN);
      attempt.getEvent().setSpanId(span);
      part(attempt);
    }
    part(Parts.part(Parts.TRACE, OTHER_SPAN, PartRole.model_call, END));
    time(END + HORIZON);

    assertThat(calls()).hasSize(2);
    assertThat(byOtherSpans()).hasSize(2);
    assertThat(CallFacts.agree(byOtherSpans().get(0), byOtherSpans().get(1))).isTrue();
  }

  @Test
  void nobodyIsToldOfOtherSpansIfNobodyWaitsForVerdicts() throws Exception {
    TracePart inner = Parts.endingAt(END);
    inner.setParentSpanId(OTHER_SPAN);
    part(inner);
    part(Parts.part(Parts.TRACE, OTHER_SPAN, PartRole.model_call, END));
    time(END + HORIZON);

    assertThat(calls()).hasSize(1);
    assertThat(byOtherSpans()).isEmpty();
  }

  @Test
  void tracesDoNotMix() throws Exception {
    part(Parts.endingAt(END));
    part(Parts.user(OTHER_TRACE, OTHER_SPAN, "alice", END));
    time(END + HORIZON);

    assertThat(calls()).extracting(TelemetryEvent::getUserId).containsOnlyNulls();
  }

  @Test
  void callsOfOneTraceAreToldAsEachEnds() throws Exception {
    part(Parts.part(Parts.TRACE, SPAN, PartRole.model_call, END));
    time(END + 3_000);
    part(Parts.part(Parts.TRACE, OTHER_SPAN, PartRole.model_call, END + 4_000));
    time(END + HORIZON);
    assertThat(calls()).hasSize(1);
    time(END + HORIZON + 4_000);

    assertThat(calls()).hasSize(2);
    assertThat(late()).isEmpty();
  }

  @Test
  void timeThatFollowsIsBehindEveryCallThatIsStillToBeTold() throws Exception {
    part(Parts.endingAt(END + 1));
    time(END + HORIZON + 999);
    assertThat(lastWatermark()).isLessThanOrEqualTo(END);
    time(END + HORIZON + 1_000);
    assertThat(calls()).hasSize(1);
    assertThat(late()).isEmpty();
    assertThat(lastWatermark()).isEqualTo(END);
  }

  @Test
  void aPartThatIsLateForIngestIsOnTimeWithinTheHorizon() throws Exception {
    time(END + HORIZON - 1);
    part(Parts.endingAt(END));
    time(END + HORIZON);

    assertThat(calls()).hasSize(1);
    assertThat(late()).isEmpty();
  }

  @Test
  void aCallBehindTheTimeThatFollowedIsLate() throws Exception {
    time(END + HORIZON + 1_000);
    part(Parts.endingAt(END));
    time(END + HORIZON + 1_001);

    assertThat(calls()).isEmpty();
    assertThat(late()).hasSize(1);
    assertThat(books().of(Entry.LATE_CALLS)).isEqualTo(1);
  }

  @Test
  void aLeapOfTimeMakesNothingLate() throws Exception {
    time(END - 1_000);
    part(Parts.endingAt(END));
    time(END + 10 * MEMORY);

    assertThat(calls()).hasSize(1);
    assertThat(late()).isEmpty();
  }

  @Test
  @Tag("S8")
  void nothingIsLeftOfATraceThatIsOver() throws Exception {
    part(Parts.endingAt(END));
    part(Parts.user(Parts.TRACE, OTHER_SPAN, "alice", END));
    part(Parts.user(OTHER_TRACE, OTHER_SPAN, "bob", END));
    time(END + MEMORY);

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
    assertThat(books().of(Entry.HELD)).isZero();
    assertThat(books().of(Entry.COMPLETING)).isEqualTo(1);
    assertThat(books().of(Entry.UNUSED)).isEqualTo(1);
  }

  @Test
  @Tag("S8")
  void aTraceWithTooManyPartsIsToldEarlyAndCounted() throws Exception {
    for (int span = 1; span <= 2 * CAPACITY + 1; span++) {
      part(Parts.part(Parts.TRACE, "%016x".formatted(span), PartRole.model_call, END));
      assertThat(books().of(Entry.HELD)).isLessThanOrEqualTo(CAPACITY);
    }
    assertThat(calls()).hasSize(2 * CAPACITY);
    time(END + MEMORY);

    assertThat(calls()).hasSize(2 * CAPACITY + 1);
    assertThat(late()).isEmpty();
    assertThat(books().of(Entry.FULL_TRACES)).isEqualTo(3);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  @Tag("S8")
  void aTraceThatNeverEndsForgetsWhatIsOver() throws Exception {
    for (int call = 1; call <= 10 * CAPACITY; call++) {
      long end = END + call * MEMORY / 2;
      part(Parts.part(Parts.TRACE, "%016x".formatted(call), PartRole.model_call, end));
      time(end);
    }
    time(END + 20 * CAPACITY * MEMORY);

    assertThat(calls()).hasSize(10 * CAPACITY);
    assertThat(books().of(Entry.FULL_TRACES)).isZero();
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  @Tag("S9")
  void aCallIsToldWhateverLeapsOfTimeItsTraceHasSeen() throws Exception {
    part(Parts.endingAt(END));
    part(Parts.part(Parts.TRACE, OTHER_SPAN, PartRole.model_call, END + 30_000));
    time(END + 20_000);
    assertThat(calls()).hasSize(1);
    part(Parts.part(Parts.TRACE, "0000000000000003", PartRole.model_call, END + 14_500));
    time(END + 20_001);
    assertThat(calls()).hasSize(2);
    time(END + 2 * MEMORY);

    assertThat(calls()).hasSize(3);
    assertThat(late()).isEmpty();
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void aDrainTellsWhatWaits() throws Exception {
    part(Parts.endingAt(END));
    harness.processWatermark(Watermark.MAX_WATERMARK);

    assertThat(calls()).hasSize(1);
    assertThat(lastWatermark()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @Tag("S1")
  void aRestartLosesNoPartAndTellsNoCallTwice() throws Exception {
    part(Parts.endingAt(END));
    part(Parts.part(Parts.TRACE, OTHER_SPAN, PartRole.model_call, END + 4_000));
    time(END + HORIZON);
    assertThat(calls()).hasSize(1);
    restart();
    time(END + MEMORY + 4_000);

    assertThat(calls()).extracting(TelemetryEvent::getSpanId).hasSize(1);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(books().of(Entry.CALLS)).isEqualTo(2);
  }

  @Test
  @Tag("S11")
  void whatWasLateBeforeARestartIsLateAfterIt() throws Exception {
    time(END + HORIZON + 1_000);
    restart();
    part(Parts.endingAt(END));
    time(END + HORIZON + 1_000);

    assertThat(calls()).isEmpty();
    assertThat(late()).hasSize(1);
    assertThat(lastWatermark()).isEqualTo(END);
  }

  private void restart() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness(false);
    harness.initializeState(state);
    harness.open();
  }

  private void part(TracePart part) throws Exception {
    harness.processElement(new StreamRecord<>(part));
  }

  /** Event time comes that far; the law holds whenever it does. */
  private void time(long time) throws Exception {
    harness.processWatermark(time);
    assertThat(ConservationLaw.violations(received())).isEmpty();
  }

  private List<TelemetryEvent> calls() {
    return harness.extractOutputValues();
  }

  private List<TelemetryEvent> late() {
    return beside(IngestStage.LATE);
  }

  private List<TelemetryEvent> byOtherSpans() {
    return beside(IngestStage.CALLS_BY_OTHER_SPANS);
  }

  private List<TelemetryEvent> beside(OutputTag<TelemetryEvent> tag) {
    Queue<StreamRecord<TelemetryEvent>> told = harness.getSideOutput(tag);
    return told == null ? List.of() : told.stream().map(StreamRecord::getValue).toList();
  }

  private long lastWatermark() {
    return harness.getOutput().stream()
        .filter(Watermark.class::isInstance)
        .map(Watermark.class::cast)
        .reduce((first, second) -> second)
        .orElseThrow()
        .getTimestamp();
  }

  private Books books() {
    return HarnessBooks.of(harness);
  }

  /** The books of this stage, with those of its neighbours as they must be. */
  private Map<Entry, Long> received() {
    Map<Entry, Long> all = HarnessBooks.of(harness, "assemble");
    all.put(Entry.PARTS, all.get(Entry.RECEIVED));
    all.put(Entry.UNIQUE, all.get(Entry.RECEIVED));
    all.put(Entry.VALID, all.get(Entry.RECEIVED));
    all.put(Entry.ITEMS, all.get(Entry.RECEIVED));
    all.put(Entry.EVENTS, all.get(Entry.TIMELY_CALLS));
    all.put(Entry.BENIGN, all.get(Entry.TIMELY_CALLS));
    return all;
  }
}
