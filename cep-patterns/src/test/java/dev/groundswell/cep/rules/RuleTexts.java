package dev.groundswell.cep.rules;

/** Rule files that tests start from. */
final class RuleTexts {

  /** A count over one base rule. */
  static final String COUNT =
      """
      title: Three
      id: 00000000-0000-4000-8000-000000000003
      name: three
      correlation:
        type: event_count
        rules: [blocked]
        group-by: [user.id]
        timespan: 10m
        condition: {gte: 3}
      ---
      title: Blocked
      name: blocked
      detection:
        selection:
          event.outcome: blocked
        condition: selection
      """;

  private RuleTexts() {}
}
