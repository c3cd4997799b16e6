package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedEventsTest {

  private static final String PSEUDONYM = "9f86d081884c7d659a2feaa0c55ad015";

  private final RecordedEvents recorded = new RecordedEvents();

  @Test
  void pseudonymsAndFeaturesStayAsTheyAre() {
    TelemetryEvent event =
        event()
            .setUserId(PSEUDONYM)
            .setClientAddress(PSEUDONYM)
            .setClientSubnet("0cc175b9c0f1b6a831c399e269772661")
            .setContentInputHmac("5feceb66ffc86f38d952786c6d696c79")
            .setContentInputLanguage("en")
            .build();
    TelemetryEvent before = TelemetryEvent.newBuilder(event).build();

    assertThat(recorded.complete(event)).isEmpty();
    assertThat(event).isEqualTo(before);
  }

  @Test
  void whatIsLeftToIngestIsDerived() {
    TelemetryEvent event =
        event()
            .setUserId(" ")
            .setEventOutcome(EventOutcome.blocked)
            .setClientAddress("192.0.2.7")
            .setVerdicts(List.of(verdict()))
            .build();

    assertThat(recorded.complete(event)).isEmpty();
    assertThat(event.getUserId()).isNull();
    assertThat(event.getClientSubnet()).isEqualTo("192.0.2.0/24");
    assertThat(event.getSafetyBlocked()).isTrue();
    assertThat(event.getSafetyTechniques()).containsExactly("AML.T0054");
    assertThat(event.getSafetyMaxScore()).isEqualTo(0.5);
  }

  @Test
  void textsAreCutAsIngestCutsThem() {
    String text = "x".repeat(EventLimits.STRING_LENGTH);
    TelemetryEvent event =
        event().setGenAiToolName(text + "y").setLabels(Map.of("note", text + "y")).build();

    assertThat(recorded.complete(event)).isEmpty();
    assertThat(event.getGenAiToolName()).isEqualTo(text);
    assertThat(event.getLabels()).containsExactly(Map.entry("note", text));
  }

  @Test
  void whatIsSaidOfSafetyCountsWithoutTheVerdictsBehindIt() {
    TelemetryEvent event =
        event().setSafetyBlocked(true).setSafetyTechniques(List.of("AML.T0051")).build();

    assertThat(recorded.complete(event)).isEmpty();
    assertThat(event.getSafetyBlocked()).isTrue();
    assertThat(event.getSafetyTechniques()).containsExactly("AML.T0051");
  }

  @Test
  void anEventThatIngestRefusesIsRefusedForTheSameReasonButNotForItsAge() {
    assertThat(recorded.complete(event().setEventTime(1).build())).isEmpty();
    assertThat(recorded.complete(event().setEventTime(0).build()).orElseThrow())
        .startsWith("event.time is not after 1970-01-01");
    assertThat(recorded.complete(event().setEventId("").build())).contains("event.id is empty");
    assertThat(recorded.complete(event().setGenAiUsageInputTokens(-1L).build()))
        .contains("gen_ai.usage.input_tokens is negative");
  }

  private static TelemetryEvent.Builder event() {
    return TelemetryEvent.newBuilder().setEventId("e1").setEventTime(1_767_225_600_000L);
  }

  private static Verdict verdict() {
    return Verdict.newBuilder()
        .setDetector("filter")
        .setTechnique("AML.T0054")
        .setScore(0.5)
        .setVerdict(VerdictValue.deny)
        .build();
  }
}
