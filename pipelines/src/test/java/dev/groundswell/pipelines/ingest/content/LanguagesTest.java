package dev.groundswell.pipelines.ingest.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.junit.jupiter.api.Test;

class LanguagesTest {

  private final Languages languages = new Languages();

  @Test
  void knowsTheLanguageOfAShortSentence() {
    List<String> wrong =
        TextPairs.languages().stream()
            .filter(row -> !row[0].equals(languages.of(row[2], Scripts.of(row[2]))))
            .map(row -> row[0] + ": " + row[2])
            .toList();
    assertThat(TextPairs.languages()).hasSize(81);
    // Taken for Sundanese, its neighbour.
    assertThat(wrong).containsExactly("id: Tempat mana yang paling indah untuk dikunjungi?");
  }

  @Test
  void theModelSaysWhatTheLibrarysOwnDetectorSays() throws IOException {
    LanguageDetectorME detector;
    try (InputStream in = getClass().getResourceAsStream("/langdetect-183.bin")) {
      detector = new LanguageDetectorME(new LanguageDetectorModel(in));
    }
    LanguageModel model = new LanguageModel();
    assertThat(TextPairs.languages())
        .allSatisfy(
            row ->
                assertThat(model.likeliest(row[2], 0, code -> true))
                    .as(row[2])
                    .hasValue(detector.predictLanguage(row[2]).getLang()));
  }

  @Test
  void knowsTheScript() {
    assertThat(TextPairs.languages())
        .allSatisfy(row -> assertThat(Scripts.of(row[2])).as(row[2]).isEqualTo(row[1]));
  }

  @Test
  void foreignWordsDoNotChangeTheScript() {
    assertThat(Scripts.of("请用 JavaScript 写一个函数，把字符串里的空格去掉")).isEqualTo("Hani");
    assertThat(Scripts.of("Как открыть file.txt?")).isEqualTo("Cyrl");
    assertThat(Scripts.of("东京の秋葉原")).isEqualTo("Jpan");
  }

  @Test
  void isSilentAboutWhatIsNoLanguage() {
    for (String text : List.of("", "12345 67890", "\uD83D\uDE00\uD83D\uDE80", "\u200B \uD800")) {
      assertThat(Scripts.of(text)).isNull();
      assertThat(languages.of(text, null)).isNull();
    }
    assertThat(languages.of("hi", "Latn")).isNull();
    assertThat(languages.of("aaaaaaaaaaaaaa", "Latn")).isNull();
  }

  @Test
  void neverNamesALanguageOfAnotherScript() {
    String noise = "xqzvkjwqpzxhvbnmqwkjzxcvqjhgkzxqwvbpkj";
    assertThat(languages.of(noise, "Latn")).isNotIn("zh", "ja", "ko", "ru", "ar");
  }

  @Test
  void remembersWhatItSaid() {
    String text = "Wie spät ist es gerade in New York?";
    assertThat(languages.of(text, "Latn")).isEqualTo("de").isEqualTo(languages.of(text, "Latn"));
  }
}
