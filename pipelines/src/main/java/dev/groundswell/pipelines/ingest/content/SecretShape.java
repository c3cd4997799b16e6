package dev.groundswell.pipelines.ingest.content;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How credentials of a kind are written, as their issuers document it. Rules see that there was one
 * and of what kind; the credential itself goes the way of the text.
 *
 * @param kind what it is
 * @param beginning how each begins
 * @param rest what follows, as far as it needs to be seen
 */
record SecretShape(SecretKind kind, String beginning, Pattern rest) {

  /** Placeholders repeat themselves: {@code sk-xxxxxxxx}. */
  private static final int LEAST_DIFFERENT = 6;

  private static final List<SecretShape> SHAPES =
      List.of(
          shape(SecretKind.AWS_ACCESS_KEY_ID, "AKIA", "[A-Z2-7]{16}(?![A-Za-z0-9])"),
          shape(SecretKind.AWS_ACCESS_KEY_ID, "ASIA", "[A-Z2-7]{16}(?![A-Za-z0-9])"),
          shape(SecretKind.ANTHROPIC_API_KEY, "sk-ant-", "[a-z]{3,8}[0-9]{2}-[\\w-]{32}"),
          shape(SecretKind.GITHUB_TOKEN, "github_pat_", "[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
          shape(SecretKind.GITHUB_TOKEN, "gh", "[pousr]_[A-Za-z0-9]{36}"),
          shape(SecretKind.GOOGLE_API_KEY, "AIza", "[\\w-]{35}"),
          shape(SecretKind.HUGGING_FACE_TOKEN, "hf_", "[A-Za-z]{34}"),
          shape(SecretKind.JSON_WEB_TOKEN, "eyJ", "[\\w-]{10,}+\\.eyJ[\\w-]{10,}+\\.[\\w-]{10}"),
          shape(SecretKind.OPENAI_API_KEY, "sk-", "[A-Za-z0-9]{48}"),
          shape(SecretKind.OPENAI_API_KEY, "sk-", "(?:proj|svcacct|admin)-[\\w-]{40}"),
          shape(
              SecretKind.PRIVATE_KEY,
              "-----BEGIN ",
              "(?:[A-Z0-9]{2,9} ){0,2}PRIVATE KEY(?: BLOCK)?-----"),
          shape(SecretKind.SLACK_TOKEN, "xox", "[abeprs]-[0-9A-Za-z]{1,16}-[0-9A-Za-z-]{10}"));

  /** Kinds of the credentials in {@code excerpt}, in time linear in its length. */
  static Set<SecretKind> kindsIn(String excerpt) {
    Set<SecretKind> found = EnumSet.noneOf(SecretKind.class);
    for (SecretShape shape : SHAPES) {
      if (!found.contains(shape.kind) && shape.isIn(excerpt)) {
        found.add(shape.kind);
      }
    }
    return found;
  }

  private static SecretShape shape(SecretKind kind, String beginning, String rest) {
    return new SecretShape(kind, beginning, Pattern.compile(rest));
  }

  private boolean isIn(String text) {
    Matcher matcher = rest.matcher(text);
    for (int at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
      if (startsAt(text, at)
          && matcher.region(at + beginning.length(), text.length()).lookingAt()
          && variety(matcher.group()) >= LEAST_DIFFERENT) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether no credential can have begun earlier. It keeps out names that end in a beginning, and
   * keeps the time linear: each run of characters is matched once.
   */
  private static boolean startsAt(String text, int at) {
    return at == 0
        || text.charAt(at) == '-' // the line of a private key
        || !isOfToken(text.charAt(at - 1))
        || text.startsWith("\\n", at - 2); // a line end inside quoted JSON
  }

  private static boolean isOfToken(char c) {
    return (c < 0x80 && Character.isLetterOrDigit(c)) || c == '_' || c == '-';
  }

  private static long variety(String text) {
    return text.chars().distinct().count();
  }
}
