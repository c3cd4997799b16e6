package dev.groundswell.schemas;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The harms that verdicts speak of: the twelve hazards of MLCommons AILuminate 1.0, a closed set.
 *
 * <p>Source: Ghosh et al., "AILuminate: Introducing v1.0 of the AI Risk and Reliability Benchmark
 * from MLCommons", <a href="https://arxiv.org/abs/2503.05731">arXiv:2503.05731</a>.
 */
public enum Hazard {
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

  /** The hazard of that name, as {@link #harm()} writes it. */
  public static Optional<Hazard> ofHarm(String harm) {
    return Arrays.stream(values()).filter(hazard -> hazard.harm().equals(harm)).findFirst();
  }

  /** The name as verdicts and rules have it: {@code sexual_content}. */
  public String harm() {
    return name().toLowerCase(Locale.ROOT);
  }
}
