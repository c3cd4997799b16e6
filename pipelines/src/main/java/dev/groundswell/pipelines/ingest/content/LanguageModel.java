package dev.groundswell.pipelines.ingest.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.MaxentModel;

/**
 * Apache OpenNLP's language model over the n-grams of a text. The library's own detector says the
 * same in more than twice the time, since it counts and sorts what one answer does not need.
 */
final class LanguageModel {

  private static final int LONGEST_GRAM = 3;
  private static final Pattern GAPS = Pattern.compile("[\\s\\d]+");

  private final MaxentModel model = Shared.MODEL;

  /**
   * The likeliest language whose code passes, ISO 639-3 as the model names it.
   *
   * @param leastConfidence 0 to 1; empty when none has as much
   */
  Optional<String> likeliest(String text, double leastConfidence, Predicate<String> passes) {
    double[] confidences = model.eval(grams(text).toArray(String[]::new));
    String likeliest = null;
    double most = leastConfidence;
    for (int i = 0; i < confidences.length; i++) {
      if (confidences[i] >= most && passes.test(model.getOutcome(i))) {
        most = confidences[i];
        likeliest = model.getOutcome(i);
      }
    }
    return Optional.ofNullable(likeliest);
  }

  private static Set<String> grams(String text) {
    String normal = GAPS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
    Set<String> grams = new HashSet<>();
    for (int from = 0; from < normal.length(); from++) {
      int last = Math.min(from + LONGEST_GRAM, normal.length());
      for (int to = from + 1; to <= last; to++) {
        grams.add(normal.substring(from, to));
      }
    }
    return grams;
  }

  /** Read once a process: 40 MB on the heap. */
  private static final class Shared {

    static final MaxentModel MODEL = read();

    private static MaxentModel read() {
      try (InputStream in = LanguageModel.class.getResourceAsStream("/langdetect-183.bin")) {
        return new LanguageDetectorModel(in).getMaxentModel();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the language model", e);
      }
    }
  }
}
