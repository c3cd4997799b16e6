package dev.groundswell.cep.match;

import java.util.List;

/**
 * Why a condition holds for an event, or does not.
 *
 * @param text what is asked, and for a question about a field what was found
 * @param holds the answer
 * @param parts the answers that it is made of, if it is made of others
 */
public record Reason(String text, boolean holds, List<Reason> parts) {

  public Reason {
    parts = List.copyOf(parts);
  }
}
