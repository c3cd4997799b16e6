package dev.groundswell.local.simulator;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Short texts. Equal texts mean something to a rule, so each text says how unique it is. */
final class Prompts {

  /** Longer texts that are variations of none of the others, nor of anything else. */
  static final List<String> BRIEFS =
      List.of(
          "A lighthouse on a cliff at dawn, painted in watercolour, gulls over a calm grey sea",
          "A crowded market in the rain seen from a balcony, red umbrellas on wet cobblestones",
          "An old steam engine that crosses a viaduct in autumn, ink drawing with long shadows",
          "A quiet library with green lamps and tall ladders, the cat asleep on an open atlas");

  /** Ways to write a text so that it still reads the same. */
  static final List<UnaryOperator<String>> DISGUISES =
      List.of(Disguises::lookalikes, Disguises::spaced);

  /** Ways to carry a text in another one. */
  static final List<UnaryOperator<String>> ENCODINGS =
      List.of(Disguises::base64, Disguises::hex, Disguises::tags);

  private static final String[] COMMON = {
    "Summarise this page in three sentences.",
    "Fix the grammar, keep the tone.",
    "Explain this like I am five.",
    "Write a short thank-you note.",
    "Why does this test fail?"
  };
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

  /** A text that people everywhere send, too short to count as one that is sent over and over. */
  static String common(SplittableRandom random) {
    return pick(COMMON, random);
  }

  /** A text that nobody else sends: the number makes it so. */
  static String unique(long number) {
    SplittableRandom words = new SplittableRandom(number);
    return pick(VERBS, words)
        + " "
        + pick(THINGS, words)
        + ", item "
        + Long.toUnsignedString(number, Character.MAX_RADIX);
  }

  /** The same, too long to be typed twice. */
  static String uniqueLong(long number) {
    return unique(number)
        + ", with every step that leads to it, the reason for each, and what may be left out";
  }

  /** The text in other words, the same words for the same attempt. */
  static String rephrased(String text, int attempt) {
    return text + ", " + REPHRASINGS[attempt % REPHRASINGS.length] + ", attempt " + attempt;
  }

  /** A brief in nearly the same words, others for each attempt. */
  static String varied(String brief, int attempt) {
    return brief + ", take " + attempt;
  }

  /** A brief that has nothing to do with that one. */
  static String another(String brief) {
    return BRIEFS.get((BRIEFS.indexOf(brief) + 1) % BRIEFS.size());
  }

  private static String pick(String[] choices, SplittableRandom random) {
    return choices[random.nextInt(choices.length)];
  }
}
