package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.correlate.nfa.SequenceNfa;
import dev.groundswell.cep.correlate.nfa.SequenceRuns;
import dev.groundswell.cep.rules.Condition.And;
import dev.groundswell.cep.rules.GroupBy;
import dev.groundswell.cep.rules.InForce;
import dev.groundswell.cep.rules.Step;
import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Sequence;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.OpenRuns;
import dev.groundswell.schemas.StepEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/** Random sequences over random events: the table must say what Flink CEP says, event by event. */
class TabledSequenceTest {

  private static final NodeId ID =
      new NodeId("00000000-0000-4000-8000-000000000000", 1, "0a1b2c3d", 0);
  private static final List<String> BASE_RULES = List.of("a", "b", "c", "d");

  /** An event, by how long it comes after the one before, and whether it may open a run. */
  record Drawn(int seconds, Set<String> holds, boolean mayStart) {}

  @Property(tries = 5000)
  @SuppressWarnings("try") // Flink declares the harness's close() to throw anything
  void saysAtEachEventWhatTheAutomatonSays(
      @ForAll("sequences") Sequence sequence,
      @ForAll("streams") List<Drawn> stream,
      @ForAll boolean startsAfresh)
      throws Exception {
    Both both = new Both(sequence, startsAfresh);
    try (KeyedOneInputStreamOperatorTestHarness<Integer, Holding, Boolean> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(both), holding -> 0, Types.INT)) {
      harness.open();
      long time = 0;
      for (int i = 0; i < stream.size(); i++) {
        Drawn drawn = stream.get(i);
        time += drawn.seconds() * 1000L;
        both.mayStart = drawn.mayStart();
        EventSummary event =
            EventSummary.newBuilder()
                .setEventId("e" + i)
                .setEventTime(time)
                .setEventSequence((long) i)
                .build();
        Holding holding = new Holding(List.of(), event);
        drawn.holds().forEach(holding::add);
        harness.processElement(holding, time);
      }
      Assume.that(both.dropped == 0);
      int completed = harness.extractOutputValues().size();
      Statistics.label("completed").collect(completed > 0);
      Statistics.label("completed").coverage(any -> any.check(true).percentage(of -> of > 30));
      if (!stream.isEmpty()) {
        both.expire(Long.MAX_VALUE);
      }
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(both.table.entries().few()).isEmpty();
    }
  }

  @Provide
  Arbitrary<Sequence> sequences() {
    Arbitrary<BaseRule> rules =
        Arbitraries.of(BASE_RULES).map(name -> new BaseRule(name, false, new And(List.of())));
    Arbitrary<List<Step>> steps = rules.map(Step.class::cast).list().ofMinSize(1).ofMaxSize(4);
    Arbitrary<Absence> absences =
        Combinators.combine(rules, Arbitraries.integers().between(1, 3))
            .as((rule, position) -> new Absence(rule, position, Duration.ZERO));
    return Combinators.combine(
            steps, absences.list().ofMaxSize(2), Arbitraries.integers().between(1, 9))
        .as(
            (of, without, seconds) ->
                new Sequence(
                    "sequence",
                    of,
                    without.stream().filter(each -> each.position() < of.size()).toList(),
                    List.of(),
                    GroupBy.of("user.id"),
                    Duration.ofSeconds(seconds)));
  }

  @Provide
  Arbitrary<List<Drawn>> streams() {
    return Combinators.combine(
            Arbitraries.of(0, 0, 1, 1, 2, 3),
            Arbitraries.of(BASE_RULES).set().ofMinSize(1).ofMaxSize(2),
            Arbitraries.of(true, true, true, false))
        .as(Drawn::new)
        .list()
        .ofMaxSize(25);
  }

  /** A sequence in both forms, on one keyed state. */
  private static final class Both extends KeyedProcessFunction<Integer, Holding, Boolean>
      implements CheckpointedFunction {

    private final Sequence sequence;
    private final boolean startsAfresh;
    private boolean mayStart;
    private int dropped;
    private transient RunTable table;
    private transient SequenceRuns runs;
    private transient TabledSequence tabled;
    private transient AutomatonSequence automaton;

    Both(Sequence sequence, boolean startsAfresh) {
      this.sequence = sequence;
      this.startsAfresh = startsAfresh;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
      KeyedStateStore store = context.getKeyedStateStore();
      SequenceNfa nfa = new SequenceNfa(ID.key(""), sequence, InForce.always());
      Due due = new Due();
      table = new RunTable(store, due);
      table.entries().of(Map.of(), false);
      runs = new SequenceRuns(store, key -> nfa, EventOrder.COMPARATOR, many -> dropped += many);
      tabled = new TabledSequence(ID, sequence, List.of(), table, due, InForce.always());
      automaton = new AutomatonSequence(sequence, List.of(), nfa, runs, due);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void processElement(Holding holding, Context context, Collector<Boolean> out)
        throws Exception {
      expire(holding.event().getEventTime() - 1);
      Optional<List<StepEvidence>> expected = automaton.take(holding, mayStart);
      boolean concerned = isConcerned(holding);
      Map<String, OpenRuns> before = Map.copyOf(table.entries().few());
      Optional<List<StepEvidence>> said = tabled.take(holding, mayStart);
      if (!concerned) {
        assertThat(said).as("what does not concern it").isEmpty();
        assertThat(table.entries().few()).isEqualTo(before);
      }
      if (dropped == 0) {
        assertThat(said).isEqualTo(expected);
      }
      if (said.isPresent()) {
        out.collect(true);
        if (startsAfresh) {
          tabled.clear();
          automaton.clear();
        }
      }
    }

    private boolean isConcerned(Holding holding) throws Exception {
      for (String baseRule : BASE_RULES) {
        if (holding.has(baseRule) && tabled.concerns(baseRule)) {
          return true;
        }
      }
      return false;
    }

    void expire(long watermark) throws Exception {
      table.expire(watermark);
      runs.expire(watermark);
    }

    @Override
    public void close() {
      runs.close();
    }
  }
}
