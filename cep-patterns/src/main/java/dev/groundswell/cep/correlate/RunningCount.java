package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.StepEvidence;

/** A count of one rule, on the state of the current key. Events must come in order. */
interface RunningCount {

  /** How many events at either end of the window are shown as evidence. */
  int SHOWN = 5;

  /** Adds an event and says whether the condition holds over the window that ends at it. */
  boolean add(EventSummary event) throws Exception;

  /** The number that was counted, and the first and last events behind it. */
  StepEvidence evidence() throws Exception;

  /** Forgets every event. */
  void clear() throws Exception;
}
