package dev.groundswell.pipelines.ingest.content;

import java.util.Map;
import opennlp.tools.ml.model.Context;

/**
 * What each n-gram of a maximum entropy model says for its outcomes, found without making a string
 * of it. Immutable.
 */
final class GramTable {

  static final int LONGEST_GRAM = 3;

  private static final int ABSENT = -1;

  private final long[] keys;
  private final int[][] outcomes;
  private final double[][] weights;

  GramTable(Map<String, Context> contexts) {
    int capacity = Integer.highestOneBit(Math.max(1, contexts.size())) << 2;
    keys = new long[capacity];
    outcomes = new int[capacity][];
    weights = new double[capacity][];
    contexts.forEach(this::put);
  }

  private void put(String gram, Context context) {
    if (gram.isEmpty() || gram.length() > LONGEST_GRAM) {
      throw new IllegalArgumentException("the model has n-grams that nobody looks for");
    }
    int at = slot(key(gram, 0, gram.length()));
    keys[at] = key(gram, 0, gram.length());
    outcomes[at] = context.getOutcomes();
    weights[at] = context.getParameters();
  }

  /** Number of slots: each gram has one of its own. */
  int slots() {
    return keys.length;
  }

  /** The slot of a part of a text; negative if the model does not know it. */
  int find(String text, int from, int to) {
    int at = slot(key(text, from, to));
    return keys[at] == 0 ? ABSENT : at;
  }

  /** Adds what the gram of a slot says to the sum of each outcome. */
  void addTo(double[] sums, int slot) {
    int[] of = outcomes[slot];
    double[] weight = weights[slot];
    for (int i = 0; i < of.length; i++) {
      sums[of[i]] += weight[i];
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int at = (int) Hash64.mix(key) & mask;
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /** Up to three UTF-16 units behind their number, so that no key is 0. */
  private static long key(String text, int from, int to) {
    long key = (long) to - from;
    for (int i = from; i < to; i++) {
      key = key << Character.SIZE | text.charAt(i);
    }
    return key;
  }
}
