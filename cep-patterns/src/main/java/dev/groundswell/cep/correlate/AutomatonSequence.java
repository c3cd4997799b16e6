package dev.groundswell.cep.correlate;

import dev.groundswell.cep.correlate.Due.Kind;
import dev.groundswell.cep.correlate.nfa.SequenceNfa;
import dev.groundswell.cep.correlate.nfa.SequenceRuns;
import dev.groundswell.cep.rules.Step;
import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.Sequence;
import dev.groundswell.schemas.Occurrence;
import dev.groundswell.schemas.StepEvidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps in order, as Flink CEP takes them: any sequence can run on it. */
final class AutomatonSequence implements SequenceStep {

  private final Sequence sequence;
  private final List<String> steps;
  private final List<String> finer;

  /** All that changes anything of its runs. */
  private final List<String> relevant;

  private final SequenceNfa nfa;
  private final SequenceRuns runs;
  private final Due due;

  /**
   * A sequence whose runs are kept apart by part of the group.
   *
   * @param finer fields by which it groups beyond its root
   */
  AutomatonSequence(
      Sequence sequence, List<String> finer, SequenceNfa nfa, SequenceRuns runs, Due due) {
    this.sequence = sequence;
    this.finer = finer;
    this.steps = sequence.steps().stream().map(Step::name).toList();
    this.relevant = SequenceStep.relevant(sequence);
    this.nfa = nfa;
    this.runs = runs;
    this.due = due;
  }

  @Override
  public String name() {
    return sequence.name();
  }

  @Override
  public boolean concerns(String baseRule) {
    return steps.get(0).equals(baseRule)
        || (!due.isEmpty(Kind.RELATED_SEQUENCES) && relevant.contains(baseRule));
  }

  @Override
  public Optional<List<StepEvidence>> take(Holding holding, boolean mayStart) throws Exception {
    List<Integer> fills = new ArrayList<>();
    Map<String, List<StepEvidence>> evidence = new HashMap<>();
    for (int position = 0; position < steps.size(); position++) {
      if (holding.has(steps.get(position)) && (position > 0 || mayStart)) {
        fills.add(position);
        evidence.put(steps.get(position), holding.evidence(steps.get(position)));
      }
    }
    List<Integer> breaks = breaks(holding);
    Optional<String> part = GroupPart.values(holding.event(), finer);
    if (part.isEmpty() || (fills.isEmpty() && breaks.isEmpty())) {
      return Optional.empty();
    }
    if (fills.contains(0)) {
      due.by(
          Kind.RELATED_SEQUENCES, holding.event().getEventTime() + sequence.timespan().toMillis());
    }
    if (due.isEmpty(Kind.RELATED_SEQUENCES)) {
      return Optional.empty();
    }
    return runs.process(nfa, part.get(), new Occurrence(fills, breaks, holding.event(), evidence))
        .map(this::evidence);
  }

  @Override
  public void clear() throws Exception {
    if (!due.isEmpty(Kind.RELATED_SEQUENCES)) {
      runs.clear(nfa);
    }
  }

  /** An event that fills the step is not one that happens before it. */
  private List<Integer> breaks(Holding holding) {
    return sequence.absences().stream()
        .filter(absence -> holding.has(absence.unwanted().name()))
        .map(Absence::position)
        .filter(position -> position > 0 && position < steps.size())
        .filter(position -> !holding.has(steps.get(position)))
        .distinct()
        .toList();
  }

  private List<StepEvidence> evidence(List<Occurrence> match) {
    List<StepEvidence> evidence = new ArrayList<>();
    for (int position = 0; position < steps.size(); position++) {
      evidence.addAll(match.get(position).getEvidence().get(steps.get(position)));
    }
    return evidence;
  }
}
