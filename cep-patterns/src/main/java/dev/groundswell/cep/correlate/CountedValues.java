package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.CountedValue;
import dev.groundswell.schemas.ValueWindow;

/** Where a sliding count of values keeps them, each with its latest event, and both their ends. */
interface CountedValues {

  /** Both ends of the values, or null if there is none. */
  ValueWindow window() throws Exception;

  void window(ValueWindow window) throws Exception;

  /** The entry of a value, or null. */
  CountedValue get(String value) throws Exception;

  void put(String value, CountedValue entry) throws Exception;

  void remove(String value) throws Exception;

  /** Forgets the window; its values are removed already. */
  void close() throws Exception;
}
