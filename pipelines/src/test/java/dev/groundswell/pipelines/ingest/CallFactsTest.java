package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallFactsTest {

  private static final TelemetryEvent CALL = Calls.of("c1", "alice").build();

  @Test
  void whatAnEventDoesNotSayItTakesOverFromItsCall() {
    TelemetryEvent event = completed(Calls.verdict("v1", "c1", 5).build(), CALL);

    assertThat(event.getUserId()).isEqualTo("alice");
    assertThat(event.getApiKeyId()).isEqualTo("key of alice");
    assertThat(event.getClientSubnet()).isEqualTo("network of alice");
    assertThat(event.getServiceName()).isEqualTo("chat");
    assertThat(event.getGenAiRequestModel()).isEqualTo("large-2");
    assertThat(event.getTraceId()).isEqualTo("trace of c1");
  }

  @Test
  void whatAnEventSaysItselfStays() {
    TelemetryEvent event =
        completed(Calls.verdict("v1", "c1", 5).setUserId("bob").setServiceName("x").build(), CALL);

    assertThat(event.getUserId()).isEqualTo("bob");
    assertThat(event.getServiceName()).isEqualTo("x");
    assertThat(event.getApiKeyId()).isEqualTo("key of alice");
  }

  @Test
  void whatAnEventIsStaysItsOwn() {
    TelemetryEvent verdict = Calls.verdict("v1", "c1", 5).build();
    TelemetryEvent event = completed(TelemetryEvent.newBuilder(verdict).build(), CALL);

    assertThat(event.getEventId()).isEqualTo("v1");
    assertThat(event.getEventTime()).isEqualTo(verdict.getEventTime());
    assertThat(event.getEventCategory()).isEqualTo(EventCategory.guardrail);
    assertThat(event.getEventOutcome()).isEqualTo(EventOutcome.unknown);
    assertThat(event.getVerdicts()).isEqualTo(verdict.getVerdicts());
    assertThat(event.getSafetyTechniques()).isEqualTo(verdict.getSafetyTechniques());
  }

  @Test
  void theAddressOfAJudgeDoesNotMixWithTheNetworkOfACaller() {
    TelemetryEvent event =
        completed(Calls.verdict("v1", "c1", 5).setClientAddress("judge").build(), CALL);

    assertThat(event.getClientAddress()).isEqualTo("judge");
    assertThat(event.getClientSubnet()).isNull();
    assertThat(event.getUserId()).isEqualTo("alice");
  }

  @Test
  void neitherTokensNorCostsNorContentsAreTakenOver() {
    TelemetryEvent event = completed(Calls.verdict("v1", "c1", 5).build(), CALL);

    assertThat(event.getGenAiUsageInputTokens()).isNull();
    assertThat(event.getCostUsd()).isNull();
    assertThat(event.getContentInputHmac()).isNull();
    assertThat(event.getLabels()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void onlyModelsAndToolsAreCalled(EventCategory category) {
    boolean called = category == EventCategory.inference || category == EventCategory.tool;
    assertThat(CallFacts.isCall(Calls.of("c1", "alice").setEventCategory(category).build()))
        .isEqualTo(called);
  }

  @Test
  void ofCallsThatShareAnIdOnlyWhatAllSayIsTakenOver() {
    TelemetryEvent bobs = CallFacts.of(Calls.of("c1", "bob").build());
    TelemetryEvent common = CallFacts.common(CallFacts.of(CALL), bobs);

    assertThat(CallFacts.agree(CallFacts.of(CALL), bobs)).isFalse();
    TelemetryEvent event = completed(Calls.verdict("v1", "c1", 5).build(), common);
    assertThat(event.getUserId()).isNull();
    assertThat(event.getApiKeyId()).isNull();
    assertThat(event.getClientAddress()).isNull();
    assertThat(event.getServiceName()).isEqualTo("chat");
  }

  @Test
  void theOrderInWhichCallsOfAnIdComeMakesNoDifference() {
    List<TelemetryEvent> calls = new ArrayList<>();
    for (String user : List.of("alice", "bob", "alice", "eve")) {
      calls.add(CallFacts.of(Calls.of("c1", user).setEventTime(Calls.END + calls.size()).build()));
    }
    calls.add(CallFacts.of(Calls.of("c1", "bob").setUserId(null).setCloudRegion("mars").build()));
    TelemetryEvent expected = calls.stream().reduce(CallFacts::common).orElseThrow();

    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      Collections.shuffle(calls, random);
      assertThat(calls.stream().reduce(CallFacts::common)).contains(expected);
    }
    assertThat(expected.getUserId()).isNull();
    assertThat(expected.getCloudRegion()).isNull();
    assertThat(expected.getEventTime()).isEqualTo(Calls.END + 3);
  }

  @Test
  void aCopyOfACallIsTheSameCall() {
    TelemetryEvent facts = CallFacts.of(CALL);
    assertThat(CallFacts.agree(facts, CallFacts.of(CALL))).isTrue();
    assertThat(CallFacts.common(facts, CallFacts.of(CALL))).isEqualTo(facts);
  }

  @Test
  void aCallThatDoesNotSayWhoseItIsTakesItsIdFromWhomeverItWas() {
    TelemetryEvent nobodys = CallFacts.of(Calls.of("c1", "alice").setUserId(null).build());
    List<TelemetryEvent> calls = new ArrayList<>(List.of(CallFacts.of(CALL), nobodys));
    calls.add(CallFacts.of(CALL));

    for (int turn = 0; turn < calls.size(); turn++) {
      Collections.rotate(calls, 1);
      TelemetryEvent common = calls.stream().reduce(CallFacts::common).orElseThrow();
      assertThat(common.getUserId()).isNull();
      assertThat(common.getApiKeyId()).isEqualTo("key of alice");
    }
    assertThat(CallFacts.agree(CallFacts.of(CALL), nobodys)).isFalse();
  }

  @Test
  void anEventWithVerdictsTellsWhetherItsCallWasBlocked() {
    TelemetryEvent blocked = Calls.of("c1", "alice").setSafetyBlocked(true).build();
    assertThat(completed(Calls.verdict("v1", "c1", 5).build(), blocked).getCallBlocked()).isTrue();
    assertThat(completed(Calls.verdict("v1", "c1", 5).build(), CALL).getCallBlocked()).isFalse();
  }

  @Test
  void ofTwoCallsOfWhichOneWasBlockedNobodyKnowsWhichItIs() {
    TelemetryEvent blocked = CallFacts.of(Calls.of("c1", "alice").setSafetyBlocked(true).build());
    assertThat(CallFacts.common(blocked, CallFacts.of(CALL)).getCallBlocked()).isNull();
  }

  @Test
  void itIsKnownWhetherAnythingWasTakenOver() {
    TelemetryEvent verdict = Calls.verdict("v1", "c1", 5).build();
    TelemetryEvent silent = CallFacts.of(Calls.verdict("c1", null, 0).build());
    silent.setCallBlocked(null);
    assertThat(CallFacts.complete(verdict, silent)).isFalse();
    assertThat(verdict).isEqualTo(Calls.verdict("v1", "c1", 5).build());
    assertThat(CallFacts.complete(verdict, CallFacts.of(CALL))).isTrue();
    assertThat(CallFacts.complete(verdict, CallFacts.of(CALL))).isFalse();
  }

  @Test
  void ofACallUnderAnotherKeyOnlyWhatIsNoPseudonymIsTakenOver() {
    TelemetryEvent call = Calls.of("c1", "alice").setClientAsn(64496L).build();
    TelemetryEvent event =
        completed(Calls.verdict("v1", "c1", 5).setPseudonymKeyId("new").build(), call);

    assertThat(event.toString()).doesNotContain("alice");
    assertThat(event.getServiceName()).isEqualTo("chat");
    assertThat(event.getGenAiRequestModel()).isEqualTo("large-2");
    assertThat(event.getClientAsn()).isEqualTo(64496);
    assertThat(event.getPseudonymKeyId()).isEqualTo("new");
  }

  @Test
  void ofCallsUnderTwoKeysOnlyWhatIsNoPseudonymIsTakenOver() {
    TelemetryEvent facts = CallFacts.of(CALL);
    TelemetryEvent other = CallFacts.of(Calls.of("c1", "alice").setPseudonymKeyId("new").build());
    TelemetryEvent common = CallFacts.common(facts, other);

    assertThat(CallFacts.agree(facts, other)).isFalse();
    for (TelemetryEvent call : List.of(facts, other)) {
      TelemetryEvent event =
          Calls.verdict("v1", "c1", 5).setPseudonymKeyId(call.getPseudonymKeyId()).build();
      CallFacts.complete(event, common);
      assertThat(event.toString()).doesNotContain("alice");
      assertThat(event.getServiceName()).isEqualTo("chat");
    }
  }

  private static TelemetryEvent completed(TelemetryEvent event, TelemetryEvent call) {
    CallFacts.complete(event, CallFacts.of(call));
    return event;
  }
}
