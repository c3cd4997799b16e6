package dev.groundswell.cep.correlate;

/**
 * Where a sliding window is kept, and what it has too many of to keep itself: most events touch
 * few.
 *
 * @param <W> what is known of the window as a whole
 * @param <K> keys of its entries
 * @param <V> its entries
 */
interface Kept<W, K, V> {

  /** The window, or null if nothing is in it. */
  W window() throws Exception;

  void window(W window) throws Exception;

  V get(K key) throws Exception;

  void put(K key, V entry) throws Exception;

  void remove(K key) throws Exception;

  /** Forgets the window; its entries are removed already. */
  void close() throws Exception;
}
