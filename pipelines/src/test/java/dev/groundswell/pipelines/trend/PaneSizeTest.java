package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.testkit.GeneratedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What a pane takes in state and on topics, in bytes. */
class PaneSizeTest {

  @Test
  void frequentItemsAddSevenHundredBytesToStateAtMost() throws IOException {
    for (int actors : new int[] {1, 10, 16, 17, 200, 2_000}) {
      TrendDelta pane = pane(actors);
      TrendDelta bare = TrendDelta.newBuilder(pane).build();
      bare.getTechniques().get(0).setClusters(null);
      bare.getTechniques().get(0).setFrequentActors(null);
      assertThat(size(pane) - size(bare)).isLessThanOrEqualTo(700);
    }
  }

  @Test
  void whereNobodyIsFrequentAPointDoesNotGrow() throws IOException {
    TrendDelta pane = pane(200);
    int sketch = pane.getTechniques().get(0).getActors().remaining();
    assertThat(size(TrendPoints.of(Grain.minute, pane, pane.getTechniques().get(0))))
        .isLessThan(sketch + 100);
  }

  @Test
  void theReadmeShowsWhatIsKept() throws IOException {
    StringBuilder table = new StringBuilder("| kept | actors | bytes |\n| --- | ---: | ---: |\n");
    for (int actors : new int[] {1, 10, 100, 1_000, 10_000, 100_000}) {
      table.append("| a technique in a pane | %,d | %,d |%n".formatted(actors, size(pane(actors))));
    }
    for (int weeks : new int[] {1, 2, 8}) {
      table.append("| a cell, after %d weeks | | %,d |%n".formatted(weeks, learned(weeks)));
    }
    GeneratedText.assertPart(Path.of("README.md"), "trend-state", table.toString());
  }

  /** What is kept of a cell that has had two actors a tick for so many weeks. */
  private static int learned(int weeks) throws IOException {
    CellHistory history = new CellHistory(ShiftConfig.defaults(), 1e-3);
    history.ticks(weeks * 7 * 288, 2);
    return size(history.cell()) + Double.BYTES * history.weekFigures();
  }

  /** Of so many actors, each of whom does it once, with an input of his own. */
  private static TrendDelta pane(int actors) {
    Random random = new Random(1);
    DeltaBuffer buffer = new DeltaBuffer();
    for (int actor = 0; actor < actors; actor++) {
      buffer.add(Contribution.of(event("%032x".formatted(actor), random.nextLong())));
    }
    List<TrendDelta> panes = new ArrayList<>();
    buffer.flushUntil(Long.MAX_VALUE, panes::add);
    return panes.get(0);
  }

  private static TelemetryEvent event(String actor, long simhash) {
    return TelemetryEvent.newBuilder()
        .setEventId("e")
        .setEventTime(0)
        .setEventCategory(EventCategory.inference)
        .setEventOutcome(EventOutcome.success)
        .setUserId(actor)
        .setServiceName("chat")
        .setContentInputSimhash(simhash)
        .setSafetyTechniques(List.of("AML.T0054"))
        .build();
  }

  private static int size(SpecificRecord document) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new SpecificDatumWriter<>(document.getSchema()).write(document, encoder);
    return bytes.size();
  }
}
