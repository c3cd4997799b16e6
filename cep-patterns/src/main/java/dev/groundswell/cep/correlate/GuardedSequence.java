package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.InForce;
import dev.groundswell.cep.rules.Step.Absence;
import dev.groundswell.cep.rules.Step.Sequence;
import dev.groundswell.schemas.PendingMatch;
import dev.groundswell.schemas.StepEvidence;
import java.util.List;
import java.util.Optional;

/**
 * A sequence before or after which something must not happen. Of a time in which the rule was not
 * in force nobody knows what happened.
 */
final class GuardedSequence implements RunningStep {

  private final NodeId id;
  private final SequenceStep sequence;
  private final List<Absence> before;
  private final Optional<Absence> after;
  private final AbsenceStates states;
  private final InForce inForce;

  /** A sequence whose state is kept under this id. */
  GuardedSequence(
      NodeId id, Sequence sequence, SequenceStep step, AbsenceStates states, InForce inForce) {
    this.id = id;
    this.sequence = step;
    this.before = sequence.absences().stream().filter(absence -> absence.position() == 0).toList();
    this.after =
        sequence.absences().stream()
            .filter(absence -> absence.position() == sequence.steps().size())
            .findFirst();
    this.states = states;
    this.inForce = inForce;
    before.forEach(absence -> states.remember(id, absence.within().toMillis()));
  }

  @Override
  public String name() {
    return sequence.name();
  }

  @Override
  public boolean concerns(String baseRule) throws Exception {
    for (Absence absence : before) {
      if (absence.unwanted().name().equals(baseRule)) {
        return true;
      }
    }
    return after.filter(absence -> absence.unwanted().name().equals(baseRule)).isPresent()
        || sequence.concerns(baseRule);
  }

  @Override
  public Optional<List<StepEvidence>> take(Holding holding) throws Exception {
    if (after.isPresent() && holding.has(after.get().unwanted().name())) {
      states.removePending(id);
    }
    Optional<List<StepEvidence>> evidence = sequence.take(holding, mayStart(holding));
    for (Absence absence : before) {
      if (holding.has(absence.unwanted().name())) {
        states.seen(id, absence.unwanted().name(), holding.event().getEventTime());
      }
    }
    if (after.isEmpty() || evidence.isEmpty()) {
      return evidence;
    }
    // Whatever prevents the first match prevents those that complete while it waits, too.
    PendingMatch waiting = states.pending(id);
    if (waiting == null || isBlind(waiting, holding.event().getEventTime())) {
      long due = holding.event().getEventTime() + after.get().within().toMillis();
      states.pending(id, new PendingMatch(due, holding.group(), evidence.get()));
    }
    return Optional.empty();
  }

  /** What was seen before stays known: it is no evidence that could be used up. */
  @Override
  public void clear() throws Exception {
    sequence.clear();
    states.removePending(id);
  }

  /** Whether something may have prevented a match up to that time without being seen. */
  private boolean isBlind(PendingMatch match, long time) {
    return !inForce.throughout(Detections.last(match.getEvidence()).getEventTime(), time);
  }

  private boolean mayStart(Holding holding) throws Exception {
    long time = holding.event().getEventTime();
    for (Absence absence : before) {
      Long seen = states.lastSeen(id, absence.unwanted().name());
      long since = time - absence.within().toMillis();
      if ((seen != null && seen >= since) || !inForce.throughout(since, time)) {
        return false;
      }
    }
    return true;
  }
}
