package dev.groundswell.cep.correlate;

/** What all windows of one kind have in common. */
interface SlidingWindow<W, K, V> {

  /** Event time of the newest event in the window, ms since 1970-01-01 UTC. */
  long lastTime(W window);

  /** Removes every entry, and the window. */
  void clear(Kept<W, K, V> kept) throws Exception;
}
