package dev.groundswell.cep.correlate.nfa;

import dev.groundswell.schemas.Occurrence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** A sequence as the automaton that Flink CEP compiles from its {@link Pattern}. */
public final class SequenceNfa {

  private final String id;
  private final List<String> steps;
  private final Duration timespan;
  private final NFA<Occurrence> nfa;

  /**
   * Compiles a sequence.
   *
   * @param id names its state and the stages of its pattern: rule id and version
   * @param steps roles in their order, at least two
   * @param timespan how long after the first step the last one may come, inclusive
   */
  public SequenceNfa(String id, List<String> steps, Duration timespan) {
    this.id = id;
    this.steps = List.copyOf(steps);
    this.timespan = timespan;
    this.nfa = NFACompiler.compileFactory(pattern(), false).createNFA();
  }

  String id() {
    return id;
  }

  NFA<Occurrence> nfa() {
    return nfa;
  }

  long timespanMillis() {
    return timespan.toMillis();
  }

  boolean canStartWith(Occurrence occurrence) {
    return occurrence.getRoles().contains(steps.get(0));
  }

  /** The occurrences of a match, one a step. */
  List<Occurrence> inOrder(Map<String, List<Occurrence>> match) {
    return IntStream.range(0, steps.size()).mapToObj(i -> match.get(stage(i)).get(0)).toList();
  }

  private Pattern<Occurrence, ?> pattern() {
    Pattern<Occurrence, Occurrence> pattern =
        Pattern.<Occurrence>begin(stage(0)).where(new HasRole(steps.get(0)));
    for (int i = 1; i < steps.size(); i++) {
      pattern = pattern.followedBy(stage(i)).where(new HasRole(steps.get(i)));
    }
    // Flink's window excludes its end, Sigma's timespan includes it.
    return pattern.within(timespan.plusMillis(1));
  }

  // No step names here: Flink cuts stage names at a colon.
  private String stage(int index) {
    return id + "/" + index;
  }

  private static final class HasRole extends SimpleCondition<Occurrence> {

    private final String role;

    HasRole(String role) {
      this.role = role;
    }

    @Override
    public boolean filter(Occurrence occurrence) {
      return occurrence.getRoles().contains(role);
    }
  }
}
