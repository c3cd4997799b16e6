package dev.groundswell.cep.correlate;

import dev.groundswell.cep.correlate.Due.Kind;
import dev.groundswell.cep.correlate.nfa.SequenceNfa;
import dev.groundswell.cep.correlate.nfa.SequenceRuns;
import dev.groundswell.cep.rules.InForce;
import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RuleVersion;
import dev.groundswell.cep.rules.Step.BaseRule;
import dev.groundswell.cep.rules.Step.Correlation;
import dev.groundswell.cep.rules.Step.Count;
import dev.groundswell.cep.rules.Step.Sequence;
import dev.groundswell.schemas.CountWindow;
import dev.groundswell.schemas.CountedValue;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.OpenGroup;
import dev.groundswell.schemas.PendingMatch;
import dev.groundswell.schemas.StepRef;
import dev.groundswell.schemas.ValueWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** All rules, ready to run on one keyed state. Rules are known by id and version. */
final class RuleEngine implements AutoCloseable {

  private record Version(String id, int version) {}

  static final String COUNT_WINDOWS = "count-windows";
  static final String COUNT_EVENTS = "count-events";
  static final String VALUE_WINDOWS = "value-windows";
  static final String VALUES = "values";

  private final Due due = new Due();
  private final Map<Version, RunningRule> rules = new HashMap<>();
  private final Map<NodeId, RunningRule> nodes = new HashMap<>();
  private final WindowStates<CountWindow, Long, EventSummary> counts;
  private final WindowStates<ValueWindow, String, CountedValue> valueCounts;
  private final AbsenceStates absences;
  private final RunTable table;
  private final SequenceRuns runs;

  /**
   * Registers the state of the rules.
   *
   * @param versions the rules, by id and version
   * @param dropped takes how many open runs were given up for want of room
   */
  RuleEngine(List<RuleVersion> versions, KeyedStateStore store, IntConsumer dropped) {
    Map<NodeId, SequenceNfa> sequences = sequences(versions);
    this.counts =
        new WindowStates<>(
            store,
            SlidingCount.Window.INSTANCE,
            countWindowsDescriptor(),
            countEventsDescriptor(),
            Kind.COUNTS,
            due);
    this.valueCounts =
        new WindowStates<>(
            store,
            SlidingValueCount.Window.INSTANCE,
            valueWindowsDescriptor(),
            valuesDescriptor(),
            Kind.VALUE_COUNTS,
            due);
    this.absences = new AbsenceStates(store, due);
    this.table = new RunTable(store, due);
    this.runs =
        new SequenceRuns(
            store, key -> sequences.get(NodeId.of(key)), EventOrder.COMPARATOR, dropped);
    for (RuleVersion version : versions) {
      Rule rule = version.rule();
      RunningRule running = new RunningRule(version, steps(version, sequences), due);
      rules.put(new Version(rule.id(), rule.version()), running);
      for (int position = 0; position < rule.correlations().size(); position++) {
        nodes.put(NodeId.of(rule, position), running);
      }
    }
  }

  static MapStateDescriptor<String, CountWindow> countWindowsDescriptor() {
    return new MapStateDescriptor<>(
        COUNT_WINDOWS, Types.STRING, new AvroTypeInfo<>(CountWindow.class));
  }

  static MapStateDescriptor<Tuple2<String, Long>, EventSummary> countEventsDescriptor() {
    return new MapStateDescriptor<>(
        COUNT_EVENTS,
        Types.TUPLE(Types.STRING, Types.LONG),
        new AvroTypeInfo<>(EventSummary.class));
  }

  static MapStateDescriptor<String, ValueWindow> valueWindowsDescriptor() {
    return new MapStateDescriptor<>(
        VALUE_WINDOWS, Types.STRING, new AvroTypeInfo<>(ValueWindow.class));
  }

  static MapStateDescriptor<Tuple2<String, String>, CountedValue> valuesDescriptor() {
    return new MapStateDescriptor<>(
        VALUES, Types.TUPLE(Types.STRING, Types.STRING), new AvroTypeInfo<>(CountedValue.class));
  }

  /** The rule that a step belongs to, if this version of it runs here at an event's time. */
  Optional<RunningRule> ruleOf(StepRef step, EventSummary event) {
    return Optional.ofNullable(rules.get(new Version(step.getRuleId(), step.getRuleVersion())))
        .filter(rule -> rule.at(event.getEventTime()).isPresent());
  }

  /** Goes on with the current key. */
  void begin(OpenGroup group) {
    due.read(group);
    counts.windows().of(group.getCountWindows(), group.getMoreCountWindows());
    valueCounts.windows().of(group.getValueWindows(), group.getMoreValueWindows());
    table.entries().of(group.getOpenRuns(), group.getMoreOpenRuns());
  }

  /** Writes down what is kept of the current key now, and when to look what of it is over. */
  void end(OpenGroup group, long watermark) {
    due.write(group);
    group.setAlarm(due.alarm(group.getAlarm(), watermark));
    group.setCountWindows(counts.windows().few());
    group.setMoreCountWindows(counts.windows().mayHaveMore());
    group.setValueWindows(valueCounts.windows().few());
    group.setMoreValueWindows(valueCounts.windows().mayHaveMore());
    group.setOpenRuns(table.entries().few());
    group.setMoreOpenRuns(table.entries().mayHaveMore());
  }

  /** Fires the rules whose matches nothing prevented up to that time, ms since 1970-01-01 UTC. */
  List<Detection> fireDue(long time) throws Exception {
    if (time < due.time(Kind.ABSENCES)) {
      return List.of();
    }
    List<Detection> fired = new ArrayList<>();
    for (NodeId node : absences.due(time)) {
      RunningRule rule = nodes.get(node);
      PendingMatch match = absences.pending(node);
      long since = Detections.last(match.getEvidence()).getEventTime();
      if (rule == null || !rule.hasSeen(since, match.getDue())) {
        // It ended or was paused: nobody knows whether what it waits for was absent.
        absences.removePending(node);
      } else {
        rule.clear();
        Rule then = rule.at(match.getDue()).orElseThrow();
        fired.add(Detections.of(then, match.getGroup(), match.getEvidence()));
      }
    }
    fired.sort(Comparator.comparing(Detection::getLast).thenComparing(Detection::getDetectionId));
    return fired;
  }

  /** Forgets what no event after the watermark can be held against. */
  void expire(long watermark) throws Exception {
    for (Kind kind : Kind.values()) {
      if (due.time(kind) <= watermark) {
        due.set(kind, expire(kind, watermark));
      }
    }
  }

  private long expire(Kind kind, long watermark) throws Exception {
    return switch (kind) {
      case COUNTS -> counts.expire(watermark);
      case VALUE_COUNTS -> valueCounts.expire(watermark);
      case ABSENCES -> absences.expire(watermark);
      case SEQUENCES -> table.expire(watermark);
      case RELATED_SEQUENCES -> runs.expire(watermark);
    };
  }

  @Override
  public void close() {
    runs.close();
  }

  /** The sequences that compare events: one run cannot stand for another there. */
  private static Map<NodeId, SequenceNfa> sequences(List<RuleVersion> versions) {
    Map<NodeId, SequenceNfa> sequences = new HashMap<>();
    for (RuleVersion version : versions) {
      Rule rule = version.rule();
      List<Correlation> correlations = rule.correlations();
      for (int position = 0; position < correlations.size(); position++) {
        if (correlations.get(position) instanceof Sequence sequence
            && !sequence.relations().isEmpty()) {
          NodeId node = NodeId.of(rule, position);
          sequences.put(node, new SequenceNfa(node.key(""), sequence, version.inForce()));
        }
      }
    }
    return sequences;
  }

  private List<RunningStep> steps(RuleVersion version, Map<NodeId, SequenceNfa> sequences) {
    Rule rule = version.rule();
    List<Correlation> correlations = rule.correlations();
    List<RunningStep> steps = new ArrayList<>(correlations.size());
    for (int position = 0; position < correlations.size(); position++) {
      NodeId node = NodeId.of(rule, position);
      Correlation correlation = correlations.get(position);
      List<String> finer = finer(rule, correlation);
      steps.add(
          correlation instanceof Count count
              ? step(node, count, finer)
              : step(node, (Sequence) correlation, finer, sequences.get(node), version.inForce()));
    }
    return steps;
  }

  private RunningStep step(NodeId node, Count count, List<String> finer) {
    return switch (count.measure().kind()) {
      case EVENTS, SUM, AVERAGE ->
          new CountStep(count, new PartWindows<>(node, count, finer, counts));
      case VALUES, STEPS ->
          new ValueCountStep(count, new PartWindows<>(node, count, finer, valueCounts));
    };
  }

  private RunningStep step(
      NodeId node, Sequence sequence, List<String> finer, SequenceNfa nfa, InForce inForce) {
    SequenceStep step =
        nfa == null
            ? new TabledSequence(node, sequence, finer, table, due, inForce)
            : new AutomatonSequence(sequence, finer, nfa, runs, due);
    return sequence.absences().isEmpty()
        ? step
        : new GuardedSequence(node, sequence, step, absences, inForce);
  }

  private static List<String> finer(Rule rule, Correlation correlation) {
    String base = correlation.baseRules().map(BaseRule::name).findFirst().orElseThrow();
    return correlation.groupBy().finerThan(rule.groupBy(), base);
  }
}
