package dev.groundswell.cep.correlate.nfa;

import dev.groundswell.cep.rules.InForce;
import dev.groundswell.cep.rules.Relation;
import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.Sequence;
import dev.groundswell.schemas.Occurrence;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** A sequence as the automaton that Flink CEP compiles from its {@link Pattern}. */
public final class SequenceNfa {

  private final String id;
  private final Sequence sequence;
  private final InForce inForce;
  private final NFA<Occurrence> nfa;

  /**
   * Compiles a sequence.
   *
   * @param id names its state and the stages of its pattern
   * @param inForce when it sees what happens
   */
  public SequenceNfa(String id, Sequence sequence, InForce inForce) {
    this.id = id;
    this.sequence = sequence;
    this.inForce = inForce;
    this.nfa = NFACompiler.compileFactory(pattern(), false).createNFA();
  }

  String id() {
    return id;
  }

  NFA<Occurrence> nfa() {
    return nfa;
  }

  long timespanMillis() {
    return sequence.timespan().toMillis();
  }

  boolean canStartWith(Occurrence occurrence) {
    return occurrence.getFills().contains(0);
  }

  /** The occurrences of a match, one a step. */
  List<Occurrence> inOrder(Map<String, List<Occurrence>> match) {
    return IntStream.range(0, sequence.steps().size())
        .mapToObj(i -> match.get(stage(i)).get(0))
        .toList();
  }

  /**
   * Every event that can fill a step does so in a copy of the run, and the run goes on waiting:
   * whether a sequence holds at an event must not depend on which of several events came first.
   */
  private Pattern<Occurrence, ?> pattern() {
    Pattern<Occurrence, Occurrence> pattern =
        Pattern.<Occurrence>begin(stage(0)).where(new Fills(0));
    for (int position = 1; position < sequence.steps().size(); position++) {
      if (mayBreakBefore(position)) {
        pattern = pattern.notFollowedBy(stage(position) + "!").where(new Breaks(position));
      }
      pattern = pattern.followedByAny(stage(position)).where(new Fills(position));
      List<Relation> relations = relationsOf(position);
      if (!relations.isEmpty()) {
        pattern = pattern.where(new Related(id, relations));
      }
      if (mayBreakBefore(position)) {
        pattern = pattern.where(new Seen(stage(position - 1), inForce));
      }
    }
    // Flink's window excludes its end, Sigma's timespan includes it.
    return pattern.within(sequence.timespan().plusMillis(1));
  }

  private boolean mayBreakBefore(int position) {
    return sequence.absences().stream().map(Absence::position).anyMatch(at -> at == position);
  }

  private List<Relation> relationsOf(int position) {
    return sequence.relations().stream().filter(relation -> relation.later() == position).toList();
  }

  private String stage(int position) {
    return stage(id, position);
  }

  // No step names here: Flink cuts stage names at a colon.
  private static String stage(String id, int position) {
    return id + position;
  }

  private static final class Fills extends SimpleCondition<Occurrence> {

    private final int position;

    Fills(int position) {
      this.position = position;
    }

    @Override
    public boolean filter(Occurrence occurrence) {
      return occurrence.getFills().contains(position);
    }
  }

  private static final class Breaks extends SimpleCondition<Occurrence> {

    private final int position;

    Breaks(int position) {
      this.position = position;
    }

    @Override
    public boolean filter(Occurrence occurrence) {
      return occurrence.getBreaks().contains(position);
    }
  }

  private static final class Related extends IterativeCondition<Occurrence> {

    private final String id;
    private final List<Relation> relations;

    Related(String id, List<Relation> relations) {
      this.id = id;
      this.relations = relations;
    }

    @Override
    public boolean filter(Occurrence occurrence, Context<Occurrence> run) throws Exception {
      for (Relation relation : relations) {
        String stage = stage(id, relation.earlier());
        Occurrence earlier = run.getEventsForPattern(stage).iterator().next();
        if (!RelatedEvents.hold(relation, earlier.getEvent(), occurrence.getEvent())) {
          return false;
        }
      }
      return true;
    }
  }

  /** Whether whatever happened since the step before was seen. */
  private static final class Seen extends IterativeCondition<Occurrence> {

    private final String before;
    private final InForce inForce;

    Seen(String before, InForce inForce) {
      this.before = before;
      this.inForce = inForce;
    }

    @Override
    public boolean filter(Occurrence occurrence, Context<Occurrence> run) throws Exception {
      long since = run.getEventsForPattern(before).iterator().next().getEvent().getEventTime();
      return inForce.throughout(since, occurrence.getEvent().getEventTime());
    }
  }
}
