package dev.groundswell.pipelines.ingest.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;

/**
 * Apache OpenNLP's language model over the n-grams of a text. The library's own detector says the
 * same in many times the time, which would be most of what ingest takes: it makes a string of every
 * n-gram, and counts and sorts what one answer does not need. Not thread-safe.
 */
final class LanguageModel {

  private static final Pattern GAPS = Pattern.compile("[\\s\\d]+");

  private final String[] languages = Shared.LANGUAGES;
  private final GramTable grams = Shared.GRAMS;
  private final double[] sums = new double[languages.length];

  /** The text in which each n-gram was met last: it counts once a text. */
  private final int[] metIn = new int[grams.slots()];

  private int texts;

  /**
   * The likeliest language whose code passes, ISO 639-3 as the model names it.
   *
   * @param leastConfidence 0 to 1; empty when none has as much
   */
  Optional<String> likeliest(String text, double leastConfidence, Predicate<String> passes) {
    sum(GAPS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" "));
    double all = 0;
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.exp(sums[i]);
      all += sums[i];
    }
    String likeliest = null;
    double most = leastConfidence;
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] / all >= most && passes.test(languages[i])) {
        most = sums[i] / all;
        likeliest = languages[i];
      }
    }
    return Optional.ofNullable(likeliest);
  }

  private void sum(String normal) {
    Arrays.fill(sums, 0);
    texts++;
    for (int from = 0; from < normal.length(); from++) {
      int last = Math.min(from + GramTable.LONGEST_GRAM, normal.length());
      for (int to = from + 1; to <= last; to++) {
        int slot = grams.find(normal, from, to);
        if (slot >= 0 && metIn[slot] != texts) {
          metIn[slot] = texts;
          grams.addTo(sums, slot);
        }
      }
    }
  }

  /** Read once a process. */
  private static final class Shared {

    static final String[] LANGUAGES;
    static final GramTable GRAMS;

    static {
      try (InputStream in = LanguageModel.class.getResourceAsStream("/langdetect-183.bin")) {
        Object[] structures =
            ((AbstractModel) new LanguageDetectorModel(in).getMaxentModel()).getDataStructures();
        LANGUAGES = (String[]) structures[2];
        GRAMS = new GramTable(contexts(structures[1]));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the language model", e);
      }
    }

    @SuppressWarnings("unchecked") // what AbstractModel says of its second structure
    private static Map<String, Context> contexts(Object structure) {
      return (Map<String, Context>) structure;
    }
  }
}
