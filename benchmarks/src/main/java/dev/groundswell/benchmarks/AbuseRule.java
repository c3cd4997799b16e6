package dev.groundswell.benchmarks;

import dev.groundswell.cep.rules.Rule;
import dev.groundswell.cep.rules.RulePack;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * One of the rules that are measured. Those of even number are bursts: three times {@code a}, then
 * {@code b}, which all bursts share. The others are sequences: {@code a}, then {@code b}, then
 * {@code c}, none of which they share.
 *
 * @param number from 0
 */
record AbuseRule(int number) implements Serializable {

  static final String CATEGORY = "admin";
  static final Duration TIMESPAN = Duration.ofMinutes(10);
  static final int BURST = 3;

  static List<AbuseRule> first(int rules) {
    return IntStream.range(0, rules).mapToObj(AbuseRule::new).toList();
  }

  static RulePack pack(List<AbuseRule> rules) {
    return new RulePack(rules.stream().map(AbuseRule::parsed).toList());
  }

  boolean isBurst() {
    return number % 2 == 0;
  }

  String name() {
    return "r" + number;
  }

  String id() {
    return UUID.nameUUIDFromBytes(name().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The steps that make the rule fire, by name and in order. */
  List<String> script() {
    return isBurst() ? List.of("a", "a", "a", "b") : List.of("a", "b", "c");
  }

  /** The action by which an event, if it is of the category, satisfies a step. */
  String action(String step) {
    return isBurst() && step.equals("b") ? "b" : step + number;
  }

  private Rule parsed() {
    String text =
        """
        title: Rule %d
        id: %s
        name: %s
        version: 1
        correlation:
          type: temporal_ordered
          rules: [%s]
          group-by: [user.id]
          timespan: %dm
        """
            .formatted(
                number, id(), name(), isBurst() ? "burst, b" : "a, b, c", TIMESPAN.toMinutes());
    return RulePack.parse(name() + ".yml", text + (isBurst() ? burst() : baseRule("c")) + bases())
        .rules()
        .get(0);
  }

  private String bases() {
    return baseRule("a") + baseRule("b");
  }

  private String baseRule(String step) {
    return """
    ---
    title: Step %s
    name: %s
    detection:
      selection: {event.category: %s, event.action: %s}
      condition: selection
    """
        .formatted(step, step, CATEGORY, action(step));
  }

  private static String burst() {
    return """
    ---
    title: Burst
    name: burst
    correlation:
      type: event_count
      rules: [a]
      group-by: [user.id]
      timespan: %dm
      condition: {gte: %d}
    """
        .formatted(TIMESPAN.toMinutes(), BURST);
  }
}
