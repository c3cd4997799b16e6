package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.otlp.AssembledCall;
import dev.groundswell.pipelines.ingest.otlp.OtlpCapture;
import dev.groundswell.pipelines.ingest.otlp.ReadParts;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TracePart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of OTLP as they are put together: after they were normalised. */
@Tag("B1")
@Tag("K4")
class NormalizedPartsTest {

  private static final PseudonymKey KEY =
      new PseudonymKey("k1", "0123456789abcdef".getBytes(StandardCharsets.UTF_8));
  private static final Instant RECORDED = Instant.parse("2026-11-23T00:00:00Z");

  private final EventNormalizer normalizer =
      new EventNormalizer(
          new Pseudonymizer(KEY),
          new ContentReader(new ContentReader.Wishes(ContentScorer.NONE, true)));
  private final EventValidator validator =
      new EventValidator(() -> RECORDED, Duration.ofDays(7), Duration.ofSeconds(5));

  @ParameterizedTest
  @MethodSource("recordings")
  void callsSayTheSameAsOnesOfRawPartsAndNothingRaw(OtlpCapture recording) throws Refusal {
    List<TelemetryEvent> raw = events(recording.read());
    ReadParts read = recording.read();
    for (TracePart part : read.parts()) {
      validator.validate(part.getEvent());
      normalizer.normalize(part.getEvent());
    }
    List<TelemetryEvent> normalized = events(read);

    assertThat(normalized)
        .extracting(NormalizedPartsTest::facts)
        .isEqualTo(raw.stream().map(NormalizedPartsTest::facts).toList());
    for (TelemetryEvent event : normalized) {
      validator.validate(event);
      assertThat(event.getSafetyBlocked())
          .isEqualTo(event.getEventOutcome() == EventOutcome.blocked);
      assertThat(event.toString())
          .doesNotContain("example.test", "sess-", "u-10003", "team-", "kettle", "IGNORE ALL");
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void featuresOfTextAreThereWhereTheTextWas(OtlpCapture recording) {
    List<Boolean> hadText =
        events(recording.read()).stream().map(e -> e.getContentInputText() != null).toList();
    ReadParts read = recording.read();
    read.parts().forEach(part -> normalizer.normalize(part.getEvent()));

    assertThat(events(read))
        .extracting(event -> event.getContentInputHmac() != null)
        .isEqualTo(hadText);
    assertThat(events(read))
        .filteredOn(event -> event.getContentInputHmac() != null)
        .allSatisfy(event -> assertThat(event.getContentInputLength()).isPositive());
  }

  /** What normalising does not touch. */
  private static List<Object> facts(TelemetryEvent event) {
    return Arrays.asList(
        event.getEventId(),
        event.getEventTime(),
        event.getEventOutcome(),
        event.getGenAiRequestModel(),
        event.getGenAiUsageInputTokens(),
        event.getGenAiUsageOutputTokens(),
        event.getGenAiResponseFinishReasons(),
        event.getContentOutputLength(),
        event.getVerdicts(),
        Objects.isNull(event.getUserId()),
        Objects.isNull(event.getSessionId()));
  }

  private static List<TelemetryEvent> events(ReadParts read) {
    return read.calls().stream().map(AssembledCall::event).toList();
  }

  private static Stream<OtlpCapture> recordings() {
    return OtlpCapture.ALL.stream();
  }
}
