package dev.groundswell.cep.correlate;

import dev.groundswell.cep.rules.Rule;

/**
 * Names the state of one correlation of one version of a rule. Whoever changes a rule under its
 * version leaves state behind that the new one cannot read: so the behaviour is in the name too.
 *
 * @param ruleId a UUID
 * @param version the rule's
 * @param behaviour first digits of the rule's fingerprint
 * @param position of the correlation in the rule's tree, {@link Rule#correlations()}
 */
record NodeId(String ruleId, int version, String behaviour, int position) {

  private static final char SEPARATOR = '/';
  private static final int DIGITS = 8;

  static NodeId of(Rule rule, int position) {
    return new NodeId(rule.id(), rule.version(), rule.behaviour().substring(0, DIGITS), position);
  }

  /** The correlation that a state's name names. */
  static NodeId of(String key) {
    int first = key.indexOf(SEPARATOR);
    int second = key.indexOf(SEPARATOR, first + 1);
    int third = key.indexOf(SEPARATOR, second + 1);
    int fourth = key.indexOf(SEPARATOR, third + 1);
    return new NodeId(
        key.substring(0, first),
        Integer.parseInt(key, first + 1, second, 10),
        key.substring(second + 1, third),
        Integer.parseInt(key, third + 1, fourth, 10));
  }

  /** The name of its state for a part of the group; the whole group is the empty part. */
  String key(String part) {
    return ruleId + SEPARATOR + version + SEPARATOR + behaviour + SEPARATOR + position + SEPARATOR
        + part;
  }
}
