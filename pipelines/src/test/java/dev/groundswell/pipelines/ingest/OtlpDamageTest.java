package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.ContentScorer;
import dev.groundswell.pipelines.ingest.otlp.Fates;
import dev.groundswell.pipelines.ingest.otlp.OtlpCapture;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Recordings of traces and logs that are cut and flipped, from raw records to what leaves ingest:
 * nothing may throw, every part becomes something, and what is told names nobody. Those of at most
 * {@link #IN_FULL} bytes are damaged at every byte; the time of the others grows with the square of
 * their size, so they are damaged at {@link #PLACES} bytes each, evenly spread.
 */
@Tag("evidence")
@Tag("B1")
class OtlpDamageTest {

  private static final int IN_FULL = 12 * 1024;
  private static final int PLACES = 1_000;

  private static final ContentReader.Wishes NO_LANGUAGE =
      new ContentReader.Wishes(ContentScorer.NONE, false);
  private static final PseudonymKey KEY =
      new PseudonymKey("k1", "0123456789abcdef".getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @FieldSource("dev.groundswell.pipelines.ingest.otlp.OtlpCapture#ALL")
  void noDamageThrowsLosesAPartOrTellsWhatIsRaw(OtlpCapture capture) {
    IngestTrial trial = new IngestTrial(capture.format(), 1 << 20, KEY, NO_LANGUAGE);
    for (byte[] record : capture.records()) {
      int whole = read(trial, record);
      assertThat(whole).isPositive();
      int step = record.length <= IN_FULL ? 1 : record.length / PLACES;
      for (int at = 0; at < record.length; at += step) {
        assertThat(read(trial, Arrays.copyOf(record, at)))
            .as("cut at %d", at)
            .isLessThanOrEqualTo(whole);
        byte[] flipped = record.clone();
        flipped[at] ^= (byte) (1 << (at / step % Byte.SIZE));
        read(trial, flipped);
      }
    }
  }

  /** How many items a record has. */
  private static int read(IngestTrial trial, byte[] record) {
    IngestTrial.Outcome outcome = trial.read("raw", record);
    IngestTrial.Calls calls = trial.calls();
    Fates fates = calls.fates();
    assertThat(outcome.events()).isEmpty();
    assertThat(fates.calls() + fates.merged() + fates.unused() + fates.orphans())
        .isEqualTo(outcome.parts());
    assertThat(calls.events()).hasSize(fates.calls());
    assertThat(calls.events().toString() + outcome.deadLetters())
        .doesNotContain("example.test", "kettle", "IGNORE ALL");
    trial.unread(record);
    return outcome.items();
  }
}
