package dev.groundswell.cep.correlate;

import dev.groundswell.cep.correlate.Due.Kind;
import dev.groundswell.cep.rules.InForce;
import dev.groundswell.cep.rules.Step;
import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.Sequence;
import dev.groundswell.schemas.OpenRun;
import dev.groundswell.schemas.StepEvidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Steps in order that have nothing to do with each other's values: of the runs that wait for a step
 * the one that started latest stands for all, so that there is one a step and no automaton.
 */
final class TabledSequence implements SequenceStep {

  private final NodeId id;
  private final String whole;
  private final String name;
  private final List<String> finer;
  private final List<String> steps;

  /** By step, what must not happen before it. */
  private final List<List<String>> unwanted;

  /** All that changes anything of its runs. */
  private final List<String> relevant;

  private final long timespanMillis;
  private final RunTable table;
  private final Due due;
  private final InForce inForce;

  /**
   * A sequence whose runs are kept under this id, apart by part of the group.
   *
   * @param finer fields by which it groups beyond its root
   * @param inForce when it sees what happens
   */
  TabledSequence(
      NodeId id, Sequence sequence, List<String> finer, RunTable table, Due due, InForce inForce) {
    this.id = id;
    this.whole = id.key("");
    this.name = sequence.name();
    this.finer = finer;
    this.steps = sequence.steps().stream().map(Step::name).toList();
    this.unwanted =
        IntStream.range(0, steps.size()).mapToObj(step -> unwanted(sequence, step)).toList();
    this.relevant = SequenceStep.relevant(sequence);
    this.timespanMillis = sequence.timespan().toMillis();
    this.table = table;
    this.due = due;
    this.inForce = inForce;
    table.keep(id, timespanMillis);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean concerns(String baseRule) throws Exception {
    if (steps.get(0).equals(baseRule)) {
      return true;
    }
    boolean idle = finer.isEmpty() ? table.runs(whole) == null : due.isEmpty(Kind.SEQUENCES);
    return !idle && relevant.contains(baseRule);
  }

  @Override
  public Optional<List<StepEvidence>> take(Holding holding, boolean mayStart) throws Exception {
    if (finer.isEmpty()) {
      return take(holding, mayStart, whole);
    }
    Optional<String> part = GroupPart.values(holding.event(), finer);
    return part.isEmpty() ? Optional.empty() : take(holding, mayStart, id.key(part.get()));
  }

  private Optional<List<StepEvidence>> take(Holding holding, boolean mayStart, String key)
      throws Exception {
    if (!holding.hasAny(relevant)) {
      return Optional.empty();
    }
    boolean starts = mayStart && holding.has(steps.get(0));
    List<OpenRun> open = table.runs(key);
    if (open == null && !starts) {
      return Optional.empty();
    }
    long time = holding.event().getEventTime();
    List<OpenRun> runs =
        new ArrayList<>(open == null ? Collections.nCopies(steps.size(), null) : open);
    runs.set(0, starts ? new OpenRun(time, List.of()) : null);
    List<StepEvidence> complete = null;
    // Backwards, so that an event fills one step of a run: what it makes waits further on.
    for (int step = steps.size() - 1; step >= 0; step--) {
      OpenRun run = runs.get(step);
      if (run == null) {
        continue;
      }
      if (run.getStart() + timespanMillis < time || isBlind(step, run, time)) {
        runs.set(step, null);
      } else if (holding.has(steps.get(step))) {
        List<StepEvidence> evidence = new ArrayList<>(run.getEvidence());
        evidence.addAll(holding.evidence(steps.get(step)));
        if (step + 1 == steps.size()) {
          complete = evidence;
        } else {
          // It started no earlier than the one that waits there.
          runs.set(step + 1, new OpenRun(run.getStart(), evidence));
          due.by(Kind.SEQUENCES, run.getStart() + timespanMillis);
        }
      } else if (holding.hasAny(unwanted.get(step))) {
        runs.set(step, null);
      }
    }
    runs.set(0, null);
    table.runs(key, runs);
    return Optional.ofNullable(complete);
  }

  /** Whether something unwanted may have happened before the step without being seen. */
  private boolean isBlind(int step, OpenRun run, long time) {
    // The first question decides nothing: it only spares looking for the last of the evidence.
    return !unwanted.get(step).isEmpty()
        && !inForce.throughout(run.getStart(), time)
        && !inForce.throughout(Detections.last(run.getEvidence()).getEventTime(), time);
  }

  @Override
  public void clear() throws Exception {
    table.removeAll(id);
  }

  /** Before the first step there is no run that it could end. */
  private static List<String> unwanted(Sequence sequence, int step) {
    Stream<Absence> absences =
        sequence.absences().stream().filter(absence -> step > 0 && absence.position() == step);
    return absences.map(absence -> absence.unwanted().name()).toList();
  }
}
