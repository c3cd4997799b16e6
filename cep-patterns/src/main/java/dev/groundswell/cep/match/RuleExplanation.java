package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.Rule;
import java.util.List;
import java.util.Map;

/**
 * What one event means to one rule.
 *
 * @param rule the rule
 * @param steps why each of its base rules holds or not, by name
 * @param takesPartAs the steps as which the event is correlated
 * @param bound values of the group-by and the counted fields, by dotted name
 * @param missing those of these fields that the event lacks
 */
public record RuleExplanation(
    Rule rule,
    Map<String, Reason> steps,
    List<String> takesPartAs,
    Map<String, String> bound,
    List<String> missing) {}
