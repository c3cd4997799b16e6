package dev.groundswell.pipelines.ingest.verdict;

import java.util.Locale;

/** The harms that verdicts speak of: the hazards of MLCommons AILuminate 1.0. */
enum Hazard {
  VIOLENT_CRIMES,
  NON_VIOLENT_CRIMES,
  SEX_RELATED_CRIMES,
  CHILD_SEXUAL_EXPLOITATION,
  INDISCRIMINATE_WEAPONS,
  SUICIDE_AND_SELF_HARM,
  HATE,
  PRIVACY,
  INTELLECTUAL_PROPERTY,
  DEFAMATION,
  SPECIALIZED_ADVICE,
  SEXUAL_CONTENT;

  /** The name as verdicts and rules have it: {@code sexual_content}. */
  String harm() {
    return name().toLowerCase(Locale.ROOT);
  }
}
