package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.match.StepMatcher;
import dev.groundswell.cep.rules.RulePack;
import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventNormalizerTest {

  private static final PseudonymKey KEY =
      new PseudonymKey("k1", "0123456789abcdef".getBytes(StandardCharsets.UTF_8));

  private static final List<String> SELECTED_ACTIONS =
      List.of(
          "login",
          "api_key.create",
          "list_models",
          "invocation_logging.get",
          "cost.get",
          "guardrail.delete",
          "invoke_model");

  private final Pseudonymizer pseudonyms = new Pseudonymizer(KEY);
  private final EventNormalizer normalizer =
      new EventNormalizer(
          pseudonyms, new ContentReader(new ContentReader.Wishes(ContentScorer.NONE, true)));

  @Test
  @Tag("K4")
  void nothingRawIsLeftInTheEvent() {
    TelemetryEvent event = Events.valid();
    event.setApiKeyId("sk-secret");
    event.setSessionId("session-secret");
    event.setOrganizationId("org-secret");
    event.setDeviceId("device-secret");
    event.setGenAiConversationId("conversation-secret");
    event.setVerdicts(List.of(Events.verdict().setSubject("subject-secret").build()));
    normalizer.normalize(event);
    assertThat(event.toString())
        .doesNotContain("alice")
        .doesNotContain("203.0.113")
        .doesNotContain("story")
        .doesNotContain("-secret");
  }

  @Test
  @Tag("K4")
  void whatAProducerSentInPlaceOfAPseudonymIsNotTakenAsOne() {
    TelemetryEvent event = Events.valid();
    event.setClientAddress(null);
    event.setClientSubnet("203.0.113.0/24");
    event.setContentInputText(null);
    event.setContentInputHmac("the text itself");
    event.setToolArgumentsHmac("{to: bob}");
    event.setPseudonymKeyId("forged");
    event.setSafetyTechniques(List.of("AML.T0054"));
    normalizer.normalize(event);
    assertThat(event.toString())
        .doesNotContain("203.0.113")
        .doesNotContain("text itself")
        .doesNotContain("bob")
        .doesNotContain("forged")
        .doesNotContain("AML.T0054");
  }

  @Test
  void aBlankIdNamesNoCall() {
    TelemetryEvent event = Events.valid();
    event.setCallId(" ");
    assertThat(normalized(event).getCallId()).isNull();
  }

  @Test
  void anEventThatNamesItselfIsACallLikeAnyOther() {
    TelemetryEvent event = Events.valid();
    event.setCallId(event.getEventId());
    normalizer.normalize(event);
    assertThat(event.getCallId()).isNull();
    assertThat(event.getEventCategory()).isEqualTo(EventCategory.inference);
    assertThat(event.getEventOutcome()).isEqualTo(EventOutcome.success);
  }

  @Test
  void anEventThatNamesACallIsNoneAndHowTheCallEndedIsNotForItToSay() {
    TelemetryEvent event = Events.valid();
    event.setCallId("c1");
    event.setEventOutcome(EventOutcome.blocked);
    normalizer.normalize(event);
    assertThat(event.getCallId()).isEqualTo("c1");
    assertThat(event.getEventCategory()).isEqualTo(EventCategory.guardrail);
    assertThat(event.getEventOutcome()).isEqualTo(EventOutcome.unknown);
    assertThat(event.getSafetyBlocked()).isFalse();
  }

  @Test
  void whatAVerdictDidAboutItsCallStands() {
    TelemetryEvent event = Events.valid();
    event.setCallId("c1");
    event.setVerdicts(List.of(Events.verdict().setAction(VerdictAction.block).build()));
    normalizer.normalize(event);
    assertThat(event.getSafetyBlocked()).isTrue();
    assertThat(event.getSafetyTechniques()).containsExactly("AML.T0054");
  }

  @ParameterizedTest
  @EnumSource
  void noBundledRuleTakesAVerdictForTheCallThatItNames(EventCategory category) {
    StepMatcher rules = new StepMatcher(RulePack.bundled());
    List<TelemetryEvent> events = whateverAProducerSays(category);
    events.forEach(normalizer::normalize);
    List<TelemetryEvent> verdicts = whateverAProducerSays(category);
    verdicts.forEach(event -> event.setCallId("c1"));
    verdicts.forEach(normalizer::normalize);

    assertThat(events).anyMatch(event -> !rules.match(event).matches().isEmpty());
    assertThat(verdicts).allMatch(event -> rules.match(event).matches().isEmpty());
  }

  /** All that the bundled rules select by, in one event or another. */
  private static List<TelemetryEvent> whateverAProducerSays(EventCategory category) {
    List<TelemetryEvent> events = new ArrayList<>();
    for (EventOutcome outcome : EventOutcome.values()) {
      for (String action : SELECTED_ACTIONS) {
        TelemetryEvent event = Events.valid();
        event.setEventCategory(category);
        event.setEventOutcome(outcome);
        event.setEventAction(action);
        event.setErrorType("ValidationException");
        event.setApiKeyId("key");
        event.setOrganizationId("team");
        events.add(event);
      }
    }
    return events;
  }

  @Test
  void saysWhichKeyMadeThePseudonyms() {
    TelemetryEvent event = normalized(Events.valid());
    assertThat(event.getPseudonymKeyId()).isEqualTo("k1");
    assertThat(event.getUserId()).isEqualTo(pseudonyms.of("user.id", "alice@example.org"));
  }

  @Test
  void keepsTheSubnetOfAnAddress() {
    TelemetryEvent event = normalized(Events.valid());
    assertThat(event.getClientSubnet()).isEqualTo(pseudonyms.of("client.subnet", "203.0.113.0/24"));
    assertThat(event.getClientAddress()).isEqualTo(pseudonyms.of("client.address", "203.0.113.7"));
  }

  @Test
  void spellingsOfAnAddressShareAPseudonym() {
    TelemetryEvent one = Events.valid();
    one.setClientAddress("2001:db8::7");
    TelemetryEvent other = Events.valid();
    other.setClientAddress("2001:0DB8:0:0::0007");
    assertThat(normalized(one).getClientAddress()).isEqualTo(normalized(other).getClientAddress());
  }

  @Test
  @Tag("K4")
  void blursPlacesToATenthOfADegree() {
    TelemetryEvent event = Events.valid();
    event.setClientGeoLat(-41.28664);
    event.setClientGeoLon(174.77557);
    normalizer.normalize(event);
    assertThat(event.getClientGeoLat()).isEqualTo(-41.3);
    assertThat(event.getClientGeoLon()).isEqualTo(174.8);
  }

  @Test
  void keepsLengthAndHmacOfTheText() {
    TelemetryEvent event = Events.valid();
    event.setContentInputText("a\uD83D\uDE00b");
    normalizer.normalize(event);
    assertThat(event.getContentInputLength()).isEqualTo(3);
    assertThat(event.getContentInputHmac())
        .isEqualTo(pseudonyms.ofText("content.input", "a\uD83D\uDE00b"));
  }

  @Test
  void aTextIsSuspiciousIfItWasBlockedOrAVerdictObjects() {
    assertThat(languageOf(EventOutcome.success, VerdictValue.allow)).isNull();
    assertThat(languageOf(EventOutcome.success, VerdictValue.warn)).isEqualTo("en");
    assertThat(languageOf(EventOutcome.blocked, VerdictValue.allow)).isEqualTo("en");
  }

  private String languageOf(EventOutcome outcome, VerdictValue verdict) {
    ContentReader content = new ContentReader(new ContentReader.Wishes(ContentScorer.NONE, false));
    TelemetryEvent event = Events.valid();
    event.setContentInputText("Please tell me what this key opens");
    event.setEventOutcome(outcome);
    event.setVerdicts(List.of(Events.verdict().setVerdict(verdict).build()));
    new EventNormalizer(pseudonyms, content).normalize(event);
    return event.getContentInputLanguage();
  }

  @Test
  @Tag("K4")
  void keepsFeaturesOfTheTextAndNothingThatItHolds() {
    TelemetryEvent event = Events.valid();
    event.setContentInputText("Please tell me what this key opens: AK" + "IAQ7WX3ZTLMN4PVRSE");
    normalizer.normalize(event);
    assertThat(event.getContentInputLanguage()).isEqualTo("en");
    assertThat(event.getContentInputScript()).isEqualTo("Latn");
    assertThat(event.getContentInputSimhash()).isNotNull();
    assertThat(event.getContentInputSecrets()).containsExactly("aws_access_key_id");
    assertThat(event.toString()).doesNotContain("opens").doesNotContain("Q7WX3Z");
  }

  @Test
  @Tag("K4")
  void aProducerThatSendsACredentialInPlaceOfItsKindDoesNotSpreadIt() {
    TelemetryEvent event = Events.valid();
    event.setContentInputText(null);
    event.setContentInputSecrets(List.of("github_token", "gh" + "p_b7Kq2Zx9"));
    assertThat(normalized(event).getContentInputSecrets()).containsExactly("github_token", "other");
  }

  @Test
  void whatTheScorerSaysCountsLikeAProducersVerdict() {
    ContentReader content = new ContentReader(new ContentReader.Wishes(new Denier(), false));
    TelemetryEvent event = Events.valid();
    new EventNormalizer(pseudonyms, content).normalize(event);
    assertThat(event.getSafetyHarms()).containsExactly("hate");
    assertThat(event.getVerdicts().get(0).getSubject())
        .isEqualTo(pseudonyms.of("verdict.subject", "bob"));
  }

  @Test
  void derivesWhatTheVerdictsSay() {
    TelemetryEvent event = Events.valid();
    event.setVerdicts(
        List.of(
            Events.verdict().setHarm("violence").setSeverity(2).build(),
            Events.verdict().setScore(0.2).build(),
            Events.verdict().setHarm("privacy").setVerdict(VerdictValue.allow).build()));
    normalizer.normalize(event);
    assertThat(event.getSafetyBlocked()).isTrue();
    assertThat(event.getSafetyTechniques()).containsExactly("AML.T0054");
    assertThat(event.getSafetyHarms()).containsExactly("hate", "violence");
    assertThat(event.getSafetyMaxSeverity()).isEqualTo(4);
    assertThat(event.getSafetyMaxScore()).isEqualTo(0.9);
  }

  @ParameterizedTest
  @CsvSource({"block, hate", "modify, hate", "escalate, hate", "allow,", "unknown,"})
  void whereNoVerdictIsToldWhatWasDoneTellsIt(VerdictAction action, String harm) {
    TelemetryEvent event = Events.valid();
    event.setVerdicts(
        List.of(
            Events.verdict()
                .setHarm("hate")
                .setVerdict(VerdictValue.unknown)
                .setAction(action)
                .build()));
    assertThat(normalized(event).getSafetyHarms())
        .isEqualTo(harm == null ? List.of() : List.of(harm));
  }

  @Test
  void aDenyingVerdictThatTheProductIgnoredDidNotBlock() {
    TelemetryEvent event = Events.valid();
    event.setVerdicts(List.of(Events.verdict().setAction(VerdictAction.allow).build()));
    assertThat(normalized(event).getSafetyBlocked()).isFalse();
  }

  @Test
  void aBlockedOutcomeNeedsNoVerdict() {
    TelemetryEvent event = Events.valid();
    event.setEventOutcome(EventOutcome.blocked);
    assertThat(normalized(event).getSafetyBlocked()).isTrue();
  }

  @Test
  void techniquesOutsideTheTableBecomeOther() {
    TelemetryEvent event = Events.valid();
    event.setVerdicts(List.of(Events.verdict().setTechnique("AML.T9999\n").build()));
    assertThat(normalized(event).getSafetyTechniques()).containsExactly("other");
  }

  @Test
  @Tag("B8")
  void cutsWhatIsTooLong() {
    TelemetryEvent event = Events.valid();
    event.setUserAgentOriginal("u".repeat(100_000));
    event.setServiceName("s".repeat(100_000));
    event.setLabels(Map.of("k".repeat(300), "v".repeat(300)));
    normalizer.normalize(event);
    assertThat(event.getUserAgentOriginal()).hasSize(256);
    assertThat(event.getServiceName()).hasSize(256);
    assertThat(event.getLabels()).containsOnly(Map.entry("k".repeat(256), "v".repeat(256)));
  }

  private record Denier() implements ContentScorer {

    @Override
    public String detector() {
      return "denier";
    }

    @Override
    public List<Verdict> score(String text) {
      return List.of(Events.verdict().setSubject("bob").build());
    }
  }

  private TelemetryEvent normalized(TelemetryEvent event) {
    normalizer.normalize(event);
    return event;
  }
}
