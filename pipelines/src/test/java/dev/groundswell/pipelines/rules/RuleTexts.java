package dev.groundswell.pipelines.rules;

/** Rules that are put on the topic in tests. */
public final class RuleTexts {

  /** Id of {@link #MISUSE}. */
  public static final String ID = "00000000-0000-4000-8000-0000000000d1";

  /** A rule about single events. */
  public static final String MISUSE =
      """
      title: Misuse
      id: 00000000-0000-4000-8000-0000000000d1
      name: misuse
      version: 1
      status: stable
      level: low
      detection:
        selection: {event.action: misuse}
        condition: selection
      """;

  private RuleTexts() {}
}
