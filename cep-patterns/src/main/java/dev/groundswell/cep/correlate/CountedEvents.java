package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.CountWindow;
import dev.groundswell.schemas.EventSummary;

/** Where a sliding count keeps its events, each under its number, and which numbers are in use. */
interface CountedEvents {

  /** The numbers in use, or null if there is no event. */
  CountWindow window() throws Exception;

  void window(CountWindow window) throws Exception;

  EventSummary get(long number) throws Exception;

  void put(long number, EventSummary event) throws Exception;

  void remove(long number) throws Exception;

  /** Forgets the window; its events are removed already. */
  void close() throws Exception;
}
