package dev.groundswell.local.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.groundswell.schemas.TelemetryEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

  private static final class Told implements Recording.Listener {

    private final List<String> refusals = new ArrayList<>();

    @Override
    public void refused(long line, String why) {
      refusals.add(line + ": " + why);
    }

    @Override
    public void progress(long lines) {
      throw new AssertionError("nothing here takes seconds");
    }
  }

  @TempDir private Path directory;

  private final Told told = new Told();

  @Test
  void sortsByTimeSequenceAndId() throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                event("a", "\"event.time\": 1"),
                event("e", "\"event.time\": 2"),
                event("f", "\"event.time\": 2"),
                event("d", "\"event.time\": 2, \"event.sequence\": 1"),
                event("b", "\"event.time\": 2, \"event.sequence\": 2"),
                event("c", "\"event.time\": 3")));
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(lines, new Random(seed));
      assertThat(ids(read(String.join("\n", lines)))).containsExactly("a", "e", "f", "d", "b", "c");
    }
  }

  @Test
  void ofEventsOfOneIdAndTimeOneCountsWhateverTheirOrder() throws IOException {
    String first = event("a", "\"event.time\": 1, \"user.id\": \"u1\"");
    String other = event("a", "\"event.time\": 1, \"user.id\": \"u2\"");
    String between = event("b", "\"event.time\": 1");
    String later = event("a", "\"event.time\": 2");

    Recording recording = read(String.join("\n", first, between, other, later, first));
    assertThat(recording.read()).isEqualTo(5);
    assertThat(recording.copies()).isEqualTo(2);
    assertThat(ids(recording)).containsExactly("a", "b", "a");
    assertThat(events(read(first + "\n" + other))).isEqualTo(events(read(other + "\n" + first)));
  }

  @Test
  void refusesLinesByTheirNumberAndTakesTheOthers() throws IOException {
    Recording recording =
        read(
            String.join(
                "\r\n",
                "\uFEFF" + event("a", "\"event.time\": 1"),
                "",
                "nonsense",
                event("b", "\"user.id\": \"u1\""),
                "{\"event.time\": 1}",
                event("c", "\"event.time\": 1"),
                ""));

    assertThat(ids(recording)).containsExactly("a", "c");
    assertThat(recording.read()).isEqualTo(5);
    assertThat(recording.refused()).isEqualTo(3);
    assertThat(told.refusals)
        .satisfiesExactly(
            json -> assertThat(json).startsWith("3: is no JSON"),
            time -> assertThat(time).startsWith("4: event.time is not after 1970-01-01"),
            id -> assertThat(id).isEqualTo("5: event.id is empty"));
  }

  @Test
  void countsEventsByFieldsThatNoneHas() throws IOException {
    String line = event("a", "\"event.time\": 1, \"verdicts\": [%1$s, %1$s]");
    String verdict = "{\"detector\": \"d\", \"mood\": 1}";

    assertThat(read(line.formatted(verdict) + "\n" + event("b", "\"mood\": 1")).unknown())
        .containsEntry("verdicts.mood", 1L)
        .containsEntry("mood", 1L);
  }

  @Test
  void readsWhatIsCompressedAsWell() throws IOException {
    byte[] plain = event("a", "\"event.time\": 1").getBytes(StandardCharsets.UTF_8);
    byte[] compressed = gzip(plain);

    assertThat(ids(read(compressed))).containsExactly("a");
    byte[] cut = Arrays.copyOf(compressed, compressed.length - 9);
    assertThatIOException().isThrownBy(() -> read(cut)).withMessageStartingWith("line 1: ");
  }

  @Test
  void aLineWithoutAnEndIsRefusedAndNotKept() throws IOException {
    Recording recording =
        read("x".repeat(Lines.MAX_BYTES + 1) + "\n" + event("a", "\"event.time\": 1"));

    assertThat(ids(recording)).containsExactly("a");
    assertThat(told.refusals)
        .containsExactly("1: is longer than 1,048,576 bytes; write one event a line");
  }

  @Test
  void anEmptyFileHoldsNoEvent() throws IOException {
    Recording recording = read("");

    assertThat(recording.read()).isZero();
    assertThat(recording.size()).isZero();
    assertThat(recording.span()).isEmpty();
  }

  private Recording read(String lines) throws IOException {
    return read(lines.getBytes(StandardCharsets.UTF_8));
  }

  private Recording read(byte[] file) throws IOException {
    return Recording.read(new ByteArrayInputStream(file), told);
  }

  private List<String> ids(Recording recording) throws IOException {
    return events(recording).stream().map(TelemetryEvent::getEventId).toList();
  }

  private List<TelemetryEvent> events(Recording recording) throws IOException {
    Path spool = directory.resolve("spool");
    recording.writeTo(spool);
    RecordedEventReader reader = new RecordedEventReader(spool.toFile());
    List<TelemetryEvent> events = new ArrayList<>();
    reader.open(null);
    for (long i = 0; i < recording.size(); i++) {
      events.add(reader.map(i));
    }
    reader.close();
    return events;
  }

  private static String event(String id, String rest) {
    return "{\"event.id\": \"%s\", %s}".formatted(id, rest);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(plain);
    }
    return compressed.toByteArray();
  }
}
