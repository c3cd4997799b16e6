package dev.groundswell.local.simulator;

import java.util.List;
import java.util.SplittableRandom;

/** Short texts. Equal texts mean something to a rule, so each text says how unique it is. */
final class Prompts {

  /** Texts that people everywhere send. */
  static final List<String> COMMON =
      List.of(
          "Summarise this page in three sentences.",
          "Fix the grammar, keep the tone.",
          "Explain this like I am five.",
          "Write a short thank-you note.",
          "Why does this test fail?");

  private static final String[] VERBS = {
    "Draft", "Summarise", "Translate", "Explain", "Compare", "Review", "Outline", "Rewrite"
  };
  private static final String[] THINGS = {
    "a lease",
    "the quarterly report",
    "a unit test",
    "a sonnet",
    "the release notes",
    "a recipe",
    "an apology",
    "the stack trace",
    "a lesson plan",
    "the survey answers",
    "a logo brief"
  };
  private static final String[] REPHRASINGS = {
    "as a story",
    "for a novel",
    "hypothetically",
    "step by step",
    "as a poem",
    "in a play",
    "for research",
    "as a table",
    "in one line",
    "as a letter"
  };

  private Prompts() {}

  /** A text that nobody else sends: the number makes it so. */
  static String unique(long number) {
    SplittableRandom words = new SplittableRandom(number);
    return pick(VERBS, words)
        + " "
        + pick(THINGS, words)
        + ", item "
        + Long.toUnsignedString(number, Character.MAX_RADIX);
  }

  /** The text in other words, the same words for the same attempt. */
  static String rephrased(String text, int attempt) {
    return text + ", " + REPHRASINGS[attempt % REPHRASINGS.length] + ", attempt " + attempt;
  }

  private static String pick(String[] choices, SplittableRandom random) {
    return choices[random.nextInt(choices.length)];
  }
}
