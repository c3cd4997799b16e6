package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.StepEvidence;
import java.util.List;
import java.util.Optional;

/** A correlation of one rule, on the state of the current key. Events must come in order. */
interface RunningStep {

  /** Name of the correlation. */
  String name();

  /** Whether an event that satisfies a base rule can change anything here, as far as things are. */
  boolean concerns(String baseRule) throws Exception;

  /** Takes an event, and says what stands behind the correlation if it holds there. */
  Optional<List<StepEvidence>> take(Holding holding) throws Exception;

  /** Forgets every event. */
  void clear() throws Exception;
}
