package dev.groundswell.pipelines.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.sinks.prometheus.Exposition;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import dev.groundswell.sinks.prometheus.ExpositionLease;
import dev.groundswell.sinks.prometheus.PortRange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StageLedgerTest {

  private static final ExpositionConfig CONFIG =
      new ExpositionConfig("127.0.0.1", new PortRange(0, 0), 1_000);
  private static final String VALID =
      "groundswell_ledger_records{stage=\"ingest\",result=\"valid\",subtask=\"0\",}";

  private OneInputStreamOperatorTestHarness<String, String> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void everyEntryOfTheStageIsThereBeforeAnythingIsCounted() throws Exception {
    assertThat(books().accumulators().keySet())
        .filteredOn(name -> !name.contains("rejected_"))
        .containsExactlyInAnyOrder(
            "ledger.ingest.records",
            "ledger.ingest.ignored",
            "ledger.ingest.items",
            "ledger.ingest.valid",
            "ledger.ingest.rejected",
            "ledger.ingest.duplicate",
            "ledger.ingest.unique",
            "ledger.ingest.late",
            "ledger.ingest.on_time",
            "ledger.ingest.parts",
            "ledger.ingest.verdicts");
  }

  @Test
  void everyReasonIsOnThePageBeforeTheFirstRefusal() throws Exception {
    try (ExpositionLease lease = Exposition.lease(CONFIG)) {
      for (DeadLetterReason reason : DeadLetterReason.values()) {
        assertThat(page(lease))
            .contains(
                "groundswell_stage_records_total{stage=\"ingest\",result=\"rejected_%s\",} 0.0"
                    .formatted(reason));
      }
    }
  }

  @Test
  void aRefusalIsCountedAsSuchAndByItsReason() throws Exception {
    process("valid", "undecodable", "oversized", "undecodable");

    assertThat(books().of(Entry.VALID)).isEqualTo(1);
    assertThat(books().of(Entry.REJECTED)).isEqualTo(3);
    assertThat(books().rejectedByReason()).isEqualTo(Map.of("undecodable", 2L, "oversized", 1L));
  }

  @Test
  void afterARestartCountingGoesOnWhereTheCheckpointWas() throws Exception {
    process("valid", "undecodable");
    OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
    process("valid"); // comes again after the restart

    reopen(checkpoint);
    process("valid");

    assertThat(books().of(Entry.VALID)).isEqualTo(2);
    assertThat(books().rejected(DeadLetterReason.undecodable)).isEqualTo(1);
  }

  @Test
  void whenSubtasksBecomeFewerTheirBooksAddUp() throws Exception {
    process("valid", "undecodable");
    OperatorSubtaskState one = harness.snapshot(1, 1);
    reopen(one);
    process("valid");
    OperatorSubtaskState two = harness.snapshot(1, 1);

    reopen(AbstractStreamOperatorTestHarness.repackageState(one, two));

    assertThat(books().of(Entry.VALID)).isEqualTo(3);
    assertThat(books().rejected(DeadLetterReason.undecodable)).isEqualTo(2);
  }

  @Test
  void thePageShowsTheBooksOfTheCheckpointThatIsComplete() throws Exception {
    try (ExpositionLease lease = Exposition.lease(CONFIG)) {
      process("valid");
      harness.snapshot(1, 1);
      process("valid");
      harness.notifyOfCompletedCheckpoint(1);
      assertThat(page(lease)).contains(VALID + " 1.0");

      harness.snapshot(2, 2);
      process("valid");
      harness.snapshot(3, 3);
      harness.notifyOfCompletedCheckpoint(2);
      assertThat(page(lease)).contains(VALID + " 1.0");

      harness.notifyOfCompletedCheckpoint(3);
      assertThat(page(lease)).contains(VALID + " 3.0");
    }
  }

  private void process(String... results) throws Exception {
    for (String result : results) {
      harness.processElement(result, 0);
    }
  }

  private Books books() {
    return HarnessBooks.of(harness);
  }

  private static String page(ExpositionLease lease) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + lease.port() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  private void reopen(OperatorSubtaskState state) throws Exception {
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
  }

  private static OneInputStreamOperatorTestHarness<String, String> harness() throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(new Clerk(new StageLedger("ingest", CONFIG))));
  }

  /** Counts what each element says. */
  private static final class Clerk extends ProcessFunction<String, String> implements Accountable {

    private final StageLedger ledger;

    Clerk(StageLedger ledger) {
      this.ledger = ledger;
    }

    @Override
    public StageLedger ledger() {
      return ledger;
    }

    @Override
    public void open(OpenContext context) throws IOException {
      ledger.open(getRuntimeContext());
    }

    @Override
    public void close() {
      ledger.close();
    }

    @Override
    public void processElement(String result, Context context, Collector<String> out) {
      if (result.equals("valid")) {
        ledger.add(Entry.VALID);
      } else {
        ledger.rejected(DeadLetterReason.valueOf(result));
      }
    }
  }
}
