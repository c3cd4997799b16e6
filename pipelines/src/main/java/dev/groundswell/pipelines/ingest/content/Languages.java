package dev.groundswell.pipelines.ingest.content;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The language of a beginning of a text: by its script where one language alone is written in it,
 * else by a model of 103 languages. Not thread-safe.
 */
final class Languages {

  /** What a model of 103 languages says at random is 0.0097; below this it is guessing. */
  private static final double LEAST_CONFIDENCE = 0.0115;

  /** Prompts begin alike; asking the model takes longer than the rest of ingest. */
  private static final int REMEMBERED = 10_000;

  private static final Map<String, String> BY_SCRIPT =
      Map.ofEntries(
          Map.entry("Armn", "hy"),
          Map.entry("Ethi", "am"),
          Map.entry("Geor", "ka"),
          Map.entry("Grek", "el"),
          Map.entry("Gujr", "gu"),
          Map.entry("Guru", "pa"),
          Map.entry("Hang", "ko"),
          Map.entry("Hani", "zh"),
          Map.entry("Hebr", "he"),
          Map.entry("Jpan", "ja"),
          Map.entry("Khmr", "km"),
          Map.entry("Knda", "kn"),
          Map.entry("Laoo", "lo"),
          Map.entry("Mlym", "ml"),
          Map.entry("Mymr", "my"),
          Map.entry("Orya", "or"),
          Map.entry("Sinh", "si"),
          Map.entry("Taml", "ta"),
          Map.entry("Telu", "te"),
          Map.entry("Thai", "th"),
          Map.entry("Tibt", "bo"));

  private static final String LATIN = "Latn";

  /** The script of each language of the model that is not written in Latin letters. */
  private static final Map<String, String> BY_LANGUAGE = byLanguage();

  private static final Map<String, String> TWO_LETTERS = twoLetters();

  private final LanguageModel model = new LanguageModel();

  /** By hash, so that no text is kept; an empty one stands for undecided. */
  private final Map<Long, Optional<String>> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Optional<String>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * ISO 639 code, two letters where there are two; null when undecided.
   *
   * @param script ISO 15924 code of the text, null without letters
   */
  String of(String beginning, String script) {
    if (script == null) {
      return null;
    }
    String only = BY_SCRIPT.get(script);
    return only != null
        ? only
        : remembered
            .computeIfAbsent(Hash64.of(beginning), hash -> detected(beginning, script))
            .orElse(null);
  }

  private Optional<String> detected(String beginning, String script) {
    return model
        .likeliest(beginning, LEAST_CONFIDENCE, code -> isWrittenIn(script, shortest(code)))
        .map(Languages::shortest);
  }

  private static boolean isWrittenIn(String script, String language) {
    return script.equals(LATIN)
        ? BY_LANGUAGE.getOrDefault(language, LATIN).equals(LATIN)
        : script.equals(BY_LANGUAGE.get(language));
  }

  private static Map<String, String> byLanguage() {
    Map<String, String> scripts = new HashMap<>();
    BY_SCRIPT.forEach((script, language) -> scripts.put(language, script));
    List.of("be", "bg", "ce", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk")
        .forEach(language -> scripts.put(language, "Cyrl"));
    List.of("ar", "fa", "pnb", "ps", "ur").forEach(language -> scripts.put(language, "Arab"));
    List.of("hi", "mr", "ne", "sa").forEach(language -> scripts.put(language, "Deva"));
    scripts.put("bn", "Beng");
    return scripts;
  }

  private static String shortest(String code) {
    return TWO_LETTERS.getOrDefault(code, code);
  }

  private static Map<String, String> twoLetters() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOLanguages()) {
      codes.put(Locale.forLanguageTag(code).getISO3Language(), code);
    }
    // Members of macrolanguages, by the code that everybody uses for them; and "in" was "id" once.
    codes.putAll(
        Map.of("cmn", "zh", "ekk", "et", "ind", "id", "lvs", "lv", "pes", "fa", "plt", "mg"));
    return codes;
  }
}
