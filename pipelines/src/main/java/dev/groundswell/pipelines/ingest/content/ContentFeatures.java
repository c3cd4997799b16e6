package dev.groundswell.pipelines.ingest.content;

import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What ingest keeps of an input text besides its HMAC.
 *
 * @param length code points of the whole text
 * @param language ISO 639 code of the first 256 characters, two letters where there are two; null
 *     when undecided
 * @param script ISO 15924 code of the first 256 characters; null without letters
 * @param encodings wire names of {@link Encoding}
 * @param simhash see {@link Simhash}; null when nothing is left to compare
 * @param secrets wire names of {@link SecretKind}
 * @param verdicts what the scorer said
 */
public record ContentFeatures(
    long length,
    String language,
    String script,
    List<String> encodings,
    Long simhash,
    List<String> secrets,
    List<Verdict> verdicts) {

  /** Replaces what the producer said about the text and adds the verdicts to the producer's. */
  public void writeTo(TelemetryEvent event) {
    event.setContentInputLength(length);
    event.setContentInputLanguage(language);
    event.setContentInputScript(script);
    event.setContentInputEncodings(encodings);
    event.setContentInputSimhash(simhash);
    event.setContentInputSecrets(secrets);
    if (!verdicts.isEmpty()) {
      List<Verdict> all = new ArrayList<>(event.getVerdicts());
      all.addAll(verdicts);
      event.setVerdicts(all);
    }
  }
}
