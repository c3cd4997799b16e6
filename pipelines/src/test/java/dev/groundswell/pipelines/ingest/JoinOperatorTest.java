package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.ConservationLaw;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.HarnessBooks;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JoinOperatorTest {

  private static final long END = Calls.END;
  private static final long HORIZON = 60_000;
  private static final int MAX_PARALLELISM = 128;

  private KeyedTwoInputStreamOperatorTestHarness<
          String, TelemetryEvent, TelemetryEvent, TelemetryEvent>
      harness;

  private long sent;
  private long toldBefore;
  private long lateBefore;

  @BeforeEach
  void open() throws Exception {
    harness = harness(1, 0);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, TelemetryEvent, TelemetryEvent, TelemetryEvent>
      harness(int parallelism, int subtask) throws Exception {
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new JoinOperator(
            Duration.ofMillis(HORIZON),
            new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 10_000)),
        TelemetryEvent::getEventId,
        TelemetryEvent::getCallId,
        Types.STRING,
        MAX_PARALLELISM,
        parallelism,
        subtask);
  }

  @Test
  void aVerdictIsToldOnceAtItsTimeWithWhoCalled() throws Exception {
    call("c1", "alice");
    verdict("v1", "c1", 20_000);
    time(END + 19_999);
    assertThat(told()).isEmpty();
    time(END + 20_000);
    assertThat(told()).extracting(TelemetryEvent::getUserId).containsExactly("alice");
    time(END + 10 * HORIZON);
    assertThat(told()).hasSize(1);
    assertThat(books().of(Entry.JOINED)).isEqualTo(1);
  }

  @Test
  void aVerdictThatComesBeforeItsCallWaitsForIt() throws Exception {
    verdict("v1", "c1", 20_000);
    time(END - 1);
    call("c1", "alice");
    time(END + 20_000);

    assertThat(told()).extracting(TelemetryEvent::getUserId).containsExactly("alice");
  }

  @Test
  void aVerdictIsToldBeforeTimeFollowsAndSoOnTime() throws Exception {
    verdict("v1", "c1", 20_000);
    time(END + HORIZON);

    List<Object> output = new ArrayList<>(harness.getOutput());
    assertThat(output).hasSize(2);
    assertThat(output.get(0)).isInstanceOf(StreamRecord.class);
    assertThat(((StreamRecord<?>) output.get(0)).getTimestamp()).isEqualTo(END + 20_000);
    assertThat(output.get(1)).isEqualTo(new Watermark(END + HORIZON));
    assertThat(late()).isEmpty();
  }

  @Test
  void timeIsHeldBackByNeitherInputAlone() throws Exception {
    harness.processWatermark1(new Watermark(END));
    assertThat(harness.getOutput()).isEmpty();
    harness.processWatermark2(new Watermark(END + 1));
    assertThat(harness.getOutput()).containsExactly(new Watermark(END));
  }

  @Test
  void aLateVerdictIsToldAtOnceAndLate() throws Exception {
    call("c1", "alice");
    time(END + 20_000);
    verdict("v1", "c1", 20_000);

    assertThat(told()).isEmpty();
    assertThat(late()).extracting(TelemetryEvent::getUserId).containsExactly("alice");
    assertThat(books().of(Entry.LATE_VERDICTS)).isEqualTo(1);
    assertThat(books().of(Entry.JOINED)).isEqualTo(1);
  }

  @Test
  void aLateCallIsFoundByVerdictsOnTime() throws Exception {
    time(END + 1_000);
    call("c1", "alice");
    verdict("v1", "c1", 20_000);
    time(END + 20_000);

    assertThat(told()).extracting(TelemetryEvent::getUserId).containsExactly("alice");
  }

  @Test
  void aVerdictAboutAnUnknownCallGoesOnAsItIs() throws Exception {
    call("c1", "alice");
    TelemetryEvent verdict = verdict("v1", "c2", 20_000);
    time(END + 20_000);

    assertThat(told()).containsExactly(verdict);
    assertThat(books().of(Entry.UNJOINED)).isEqualTo(1);
    assertThat(books().of(Entry.JOINED)).isZero();
  }

  @Test
  void allVerdictsAboutACallAreJoined() throws Exception {
    call("c1", "alice");
    verdict("v1", "c1", 20_000);
    verdict("v2", "c1", 20_000);
    verdict("v3", "c1", 30_000);
    time(END + 30_000);

    assertThat(told()).extracting(TelemetryEvent::getEventId).containsExactly("v1", "v2", "v3");
    assertThat(told()).extracting(TelemetryEvent::getUserId).containsOnly("alice");
  }

  @Test
  void copiesOfAVerdictStayCopiesThatCorrelateRecognises() throws Exception {
    call("c1", "alice");
    verdict("v1", "c1", 20_000);
    verdict("v1", "c1", 20_000);
    time(END + 20_000);

    assertThat(told()).hasSize(2);
    assertThat(told().get(0)).isEqualTo(told().get(1));
  }

  @Test
  void anIdThatTwoUsersShareNamesNeither() throws Exception {
    call("c1", "alice");
    call("c1", "bob");
    verdict("v1", "c1", 20_000);
    time(END + 20_000);

    assertThat(told()).extracting(TelemetryEvent::getUserId).containsOnlyNulls();
    assertThat(told()).extracting(TelemetryEvent::getServiceName).containsExactly("chat");
    assertThat(books().of(Entry.NAMESAKES)).isEqualTo(1);
  }

  @Test
  void aCopyOfACallIsNoNamesake() throws Exception {
    call("c1", "alice");
    call("c1", "alice");

    assertThat(books().of(Entry.NAMESAKES)).isZero();
    assertThat(books().of(Entry.REMEMBERED)).isEqualTo(1);
  }

  @Test
  void anIdThatTwoCallsShareThatAgreeInNothingNamesNone() throws Exception {
    call("c1", "alice");
    call(Calls.verdict("c1", null, 0).setSafetyBlocked(true).build());
    TelemetryEvent verdict = verdict("v1", "c1", 20_000);
    time(END + 20_000);

    assertThat(told()).containsExactly(verdict);
    assertThat(books().of(Entry.UNJOINED)).isEqualTo(1);
    assertThat(books().of(Entry.JOINED)).isZero();
  }

  @Test
  @Tag("K4")
  void pseudonymsOfTwoKeysDoNotMeetInOneEvent() throws Exception {
    call("c1", "alice");
    verdict(Calls.verdict("v1", "c1", 20_000).setPseudonymKeyId("new").build());
    time(END + 20_000);

    assertThat(told()).extracting(TelemetryEvent::getUserId).containsOnlyNulls();
    assertThat(told()).extracting(TelemetryEvent::getServiceName).containsExactly("chat");
    assertThat(books().of(Entry.JOINED)).isEqualTo(1);
  }

  @Test
  void theHorizonBelongsToIt() throws Exception {
    call("c1", "alice");
    verdict("v1", "c1", HORIZON);
    verdict("v2", "c1", HORIZON + 1);
    time(END + 2 * HORIZON);

    assertThat(told()).extracting(TelemetryEvent::getUserId).containsExactly("alice", null);
  }

  @Test
  void aCallIsRememberedFromTheLastEndUnderItsId() throws Exception {
    call("c1", "alice");
    call(Calls.of("c1", "alice").setEventTime(END + 10_000).build());
    verdict("v1", "c1", HORIZON + 10_000);
    time(END + HORIZON);
    assertThat(books().of(Entry.REMEMBERED)).isEqualTo(1);
    time(END + HORIZON + 10_000);

    assertThat(told()).extracting(TelemetryEvent::getUserId).containsExactly("alice");
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  @Tag("S8")
  void nothingIsLeftWhenTheHorizonIsOver() throws Exception {
    for (int call = 0; call < 100; call++) {
      call("c" + call, "alice");
      verdict("v" + call, "c" + 2 * call, call);
    }
    assertThat(books().of(Entry.REMEMBERED)).isEqualTo(100);
    time(END + HORIZON);

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
    assertThat(books().of(Entry.REMEMBERED)).isZero();
    assertThat(books().of(Entry.PENDING)).isZero();
    assertThat(books().of(Entry.JOINED)).isEqualTo(50);
  }

  @Test
  @Tag("S8")
  void aCallThatIsOverWhenItComesIsNotRemembered() throws Exception {
    time(END + HORIZON);
    call("c1", "alice");

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  @Tag("S8")
  void aFloodOfCallsUnderOneIdTakesTheRoomOfOne() throws Exception {
    for (int call = 0; call < 1_000; call++) {
      call(Calls.of("c1", "user " + call).setEventTime(END + call).build());
    }
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    assertThat(books().of(Entry.NAMESAKES)).isEqualTo(999);
    time(END + HORIZON + 999);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  @Tag("S8")
  void ofAFloodOfVerdictsInOneMomentOnlySoManyWait() throws Exception {
    call("c1", "alice");
    for (int verdict = 0; verdict < 3 * JoinOperator.MAX_AT_ONCE; verdict++) {
      verdict("v" + verdict, "c1", 20_000);
    }
    assertThat(books().of(Entry.PENDING)).isEqualTo(JoinOperator.MAX_AT_ONCE);
    assertThat(told()).hasSize(2 * JoinOperator.MAX_AT_ONCE);
    time(END + 20_000);

    assertThat(told()).hasSize(3 * JoinOperator.MAX_AT_ONCE);
    assertThat(told()).extracting(TelemetryEvent::getUserId).containsOnly("alice");
    assertThat(late()).isEmpty();
  }

  @Test
  void aDrainTellsWhatWaits() throws Exception {
    call("c1", "alice");
    verdict("v1", "c1", 20_000);
    time(Long.MAX_VALUE);

    assertThat(told()).extracting(TelemetryEvent::getUserId).containsExactly("alice");
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  @Tag("S1")
  void aRestartForgetsNoCallAndTellsNoVerdictTwice() throws Exception {
    call("c1", "alice");
    verdict("v1", "c1", 10_000);
    verdict("v2", "c1", 20_000);
    time(END + 10_000);
    assertThat(told()).hasSize(1);
    restart();
    verdict("v3", "c1", 30_000);
    time(END + 30_000);

    assertThat(told()).extracting(TelemetryEvent::getEventId).containsExactly("v2", "v3");
    assertThat(told()).extracting(TelemetryEvent::getUserId).containsOnly("alice");
    assertThat(books().of(Entry.JOINED)).isEqualTo(3);
  }

  @Test
  @Tag("S11")
  void whatWasLateBeforeARestartIsLateAfterIt() throws Exception {
    call("c1", "alice");
    time(END + 20_000);
    restart();
    verdict("v1", "c1", 20_000);
    time(END + 10_000);
    assertThat(harness.getOutput()).isEmpty();
    time(END + 20_000);

    assertThat(told()).isEmpty();
    assertThat(late()).extracting(TelemetryEvent::getUserId).containsExactly("alice");
  }

  @Test
  void aDrainIsNoTimeToGoOnFrom() throws Exception {
    time(Long.MAX_VALUE);
    restart();
    call("c1", "alice");
    verdict("v1", "c1", 20_000);
    time(END + 20_000);

    assertThat(told()).hasSize(1);
    assertThat(late()).isEmpty();
  }

  @Test
  @Tag("S1")
  void callsAndVerdictsFindEachOtherOnMoreMachines() throws Exception {
    for (int call = 0; call < 20; call++) {
      call("c" + call, "user " + call);
      verdict("v" + call, "c" + call, 20_000);
    }
    OperatorSubtaskState before = harness.snapshot(1, 1);
    List<TelemetryEvent> told = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      harness.close();
      harness = harness(2, subtask);
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              before, MAX_PARALLELISM, 1, 2, subtask));
      harness.open();
      harness.processBothWatermarks(new Watermark(END + 20_000));
      assertThat(told()).hasSizeBetween(1, 19);
      told.addAll(told());
    }

    assertThat(told)
        .hasSize(20)
        .allSatisfy(
            event ->
                assertThat(event.getUserId()).isEqualTo("user " + event.getCallId().substring(1)));
  }

  private void restart() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    toldBefore += told().size();
    lateBefore += late().size();
    harness.close();
    harness = harness(1, 0);
    harness.initializeState(state);
    harness.open();
  }

  private void call(String id, String user) throws Exception {
    call(Calls.of(id, user).build());
  }

  private void call(TelemetryEvent call) throws Exception {
    harness.processElement1(new StreamRecord<>(CallFacts.of(call)));
  }

  private TelemetryEvent verdict(String id, String call, long after) throws Exception {
    TelemetryEvent verdict = Calls.verdict(id, call, after).build();
    verdict(TelemetryEvent.newBuilder(verdict).build());
    return verdict;
  }

  private void verdict(TelemetryEvent verdict) throws Exception {
    sent++;
    harness.processElement2(new StreamRecord<>(verdict, verdict.getEventTime()));
  }

  /** Event time comes that far; the law holds whenever it does. */
  private void time(long time) throws Exception {
    harness.processBothWatermarks(new Watermark(time));
    assertThat(ConservationLaw.violations(sentAndTold())).isEmpty();
    assertThat(books().of(Entry.LATE_VERDICTS)).isEqualTo(lateBefore + late().size());
  }

  private List<TelemetryEvent> told() {
    return harness.extractOutputValues();
  }

  private List<TelemetryEvent> late() {
    Queue<StreamRecord<TelemetryEvent>> late = harness.getSideOutput(IngestStage.LATE);
    return late == null ? List.of() : late.stream().map(StreamRecord::getValue).toList();
  }

  private Books books() {
    return HarnessBooks.of(harness);
  }

  /** The books of this stage between what its neighbours would count: what came and what went. */
  private Map<Entry, Long> sentAndTold() {
    Map<Entry, Long> all = HarnessBooks.of(harness, "join");
    for (Entry before : List.of(Entry.VERDICTS, Entry.UNIQUE, Entry.VALID, Entry.ITEMS)) {
      all.put(before, sent);
    }
    for (Entry behind : List.of(Entry.EVENTS, Entry.BENIGN)) {
      all.put(behind, toldBefore + told().size());
    }
    return all;
  }
}
