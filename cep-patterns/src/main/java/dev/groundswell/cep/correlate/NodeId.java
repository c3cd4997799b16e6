package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Rule;

/**
 * Names the state of one correlation of one version of a rule.
 *
 * @param ruleId a UUID
 * @param version the rule's
 * @param position of the correlation in the rule's tree, {@link Rule#correlations()}
 */
record NodeId(String ruleId, int version, int position) {

  private static final char SEPARATOR = '/';

  /** The name of its state for a part of the group; the whole group is the empty part. */
  String key(String part) {
    return ruleId + SEPARATOR + version + SEPARATOR + position + SEPARATOR + part;
  }

  /** The correlation that a state's name names. */
  static NodeId of(String key) {
    int first = key.indexOf(SEPARATOR);
    int second = key.indexOf(SEPARATOR, first + 1);
    int third = key.indexOf(SEPARATOR, second + 1);
    return new NodeId(
        key.substring(0, first),
        Integer.parseInt(key, first + 1, second, 10),
        Integer.parseInt(key, second + 1, third, 10));
  }
}
