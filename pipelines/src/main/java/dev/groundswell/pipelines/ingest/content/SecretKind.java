package dev.groundswell.pipelines.ingest.content;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Kinds of credentials that show themselves by their shape. */
public enum SecretKind implements WireName {
  AWS_ACCESS_KEY_ID,
  ANTHROPIC_API_KEY,
  GITHUB_TOKEN,
  GOOGLE_API_KEY,
  HUGGING_FACE_TOKEN,
  JSON_WEB_TOKEN,
  OPENAI_API_KEY,
  PRIVATE_KEY,
  SLACK_TOKEN;

  /** For what a producer names that is none of these. */
  private static final String OTHER = "other";

  /** What a producer named, as far as they are names: it may err and send the credential. */
  public static List<String> known(Collection<String> names) {
    List<String> kinds = Arrays.stream(values()).map(WireName::wireName).toList();
    return names.stream().map(name -> kinds.contains(name) ? name : OTHER).distinct().toList();
  }
}
