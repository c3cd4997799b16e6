package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.HarnessBooks;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.PortRange;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamingFunctionTest {

  private static final long HOUR = 3_600_000;
  private static final int MOST = 3;

  private KeyedOneInputStreamOperatorTestHarness<String, TrendDelta, TrendDelta> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new NamingFunction(
                    MOST, new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1000))),
            delta -> delta.getTargetKind().name(),
            Types.STRING);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void whoComesFirstHasANameAndTheOthersAreOther() throws Exception {
    reach(0, "a", "b", "c", "d", "a", "e");
    assertThat(names()).containsExactly("a", "b", "c", "other", "a", "other");
    assertThat(HarnessBooks.of(harness).of(Entry.ADDRESSED)).isEqualTo(6);
    assertThat(HarnessBooks.of(harness).of(Entry.NAMED)).isEqualTo(4);
    assertThat(HarnessBooks.of(harness).of(Entry.UNNAMED)).isEqualTo(2);
  }

  @Test
  void everyKindHasItsOwn() throws Exception {
    reach(0, "a", "b", "c");
    harness.processElement(delta(TargetKind.model, 0, "d"), 0);
    assertThat(names()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void whatNothingReachedForADayGivesItsNameBackWhenThereAreTooMany() throws Exception {
    reach(0, "a", "b", "c");
    reach(10 * HOUR, "a");
    reach(25 * HOUR, "d", "e", "f", "a");
    assertThat(names()).containsExactly("a", "b", "c", "a", "d", "e", "other", "a");
  }

  @Test
  void aFloodOfNamesIsNoFloodOfLooks() throws Exception {
    reach(23 * HOUR, "a", "b", "c", "d");
    reach(23 * HOUR + 1, "e");
    // Looked at the hour before: these would have been a day old.
    reach(47 * HOUR, "f");
    assertThat(names()).endsWith("other", "other", "other");
    reach(48 * HOUR, "g");
    assertThat(names()).endsWith("g");
  }

  @Test
  void figuresStayAsTheyAre() throws Exception {
    reach(0, "a", "b", "c");
    TrendDelta delta = delta(TargetKind.product, 0, "d");
    delta.setExposure(7);
    harness.processElement(delta, 0);
    assertThat(harness.extractOutputValues().get(3).getExposure()).isEqualTo(7);
    assertThat(delta.getTarget()).isEqualTo("d");
  }

  private void reach(long time, String... targets) throws Exception {
    for (String target : targets) {
      harness.processElement(delta(TargetKind.product, time, target), time);
    }
  }

  private List<String> names() {
    return harness.extractOutputValues().stream().map(TrendDelta::getTarget).toList();
  }

  private static TrendDelta delta(TargetKind kind, long time, String target) {
    return TrendDelta.newBuilder()
        .setTargetKind(kind)
        .setTarget(target)
        .setPaneStart(time)
        .setExposure(1)
        .setTechniques(List.of())
        .build();
  }
}
