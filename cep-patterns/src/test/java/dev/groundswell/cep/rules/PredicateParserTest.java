package dev.groundswell.cep.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.TelemetryField;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredicateParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "labels.a; ABC; labels.a; abc",
        "labels.a|contains; b*c; labels.a; *b*c*",
        "labels.a|contains; *b*; labels.a; *b*",
        "labels.a|startswith; b; labels.a; b*",
        "labels.a|endswith; b; labels.a; *b",
        "labels.a|startswith; b\\; labels.a; b\\\\*",
        "labels.a; a**b; labels.a; a*b",
        "labels.a; a\\b; labels.a; a\\\\b",
        "labels.a; \\\\\\; labels.a; \\\\\\\\",
        "labels.a|contains|cased; B; labels.a|cased|contains; B",
        "labels.a|re|i|m|s; b; labels.a|re|s|m|i; b",
        "labels.a|exists; False; labels.a; null",
        "event.duration; 1500; event.duration; 1500.00",
        "event.duration|gt; 1500; event.duration|gt; 1.5e3",
        "safety.blocked; TRUE; safety.blocked; true",
        "labels.a|cidr; 10.0.0.1; labels.a|cidr; 10.0.0.1/32",
        "labels.a|cidr; 2001:DB8::/32; labels.a|cidr; 2001:db8:0::/32",
        "labels.a|cidr; ::ffff:10.0.0.0/104; labels.a|cidr; 10.0.0.0/8",
      })
  void spellingsOfOneQuestionAreEqual(
      String field, String value, String otherField, String otherValue) {
    assertThat(parse(field, value)).isEqualTo(parse(otherField, otherValue));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "labels.a; abc; labels.a|cased; abc",
        "labels.a; a*; labels.a|cased; a*",
        "labels.a; a*; labels.a; a\\*",
        "labels.a; a\\*; labels.a; a\\\\*",
        "labels.a; a?; labels.a; a*",
        "labels.a|re; a; labels.a|re|i; a",
        "labels.a|cidr; 10.0.0.0/8; labels.a|cidr; 10.0.0.0/9",
        "labels.a|fieldref; labels.b; labels.a|fieldref; labels.c",
        "labels.a; labels.b; labels.a|fieldref; labels.b",
      })
  void differentQuestionsAreNotEqual(
      String field, String value, String otherField, String otherValue) {
    assertThat(parse(field, value)).isNotEqualTo(parse(otherField, otherValue));
  }

  @Test
  void aPatternIsEqualToWhatItsSpellingMeans() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      String text = text(random, "aBσ*?\\ ");
      for (boolean cased : new boolean[] {false, true}) {
        Wildcard pattern = Wildcard.parse(text, cased);
        assertThat(Wildcard.parse(pattern.toString(), cased)).as(text).isEqualTo(pattern);
      }
    }
  }

  @Test
  void aPatternMatchesWhatTheSameRegularExpressionMatches() {
    Random random = new Random(43);
    int matched = 0;
    for (int i = 0; i < 50_000; i++) {
      Wildcard pattern = Wildcard.parse(text(random, "ab*?"), true);
      String text = text(random, "ab");
      boolean expected = text.matches(pattern.toString().replace("*", ".*").replace("?", "."));
      assertThat(pattern.matches(text)).as("%s %s", pattern, text).isEqualTo(expected);
      matched += expected ? 1 : 0;
    }
    assertThat(matched).isBetween(1_000, 49_000);
  }

  private static String text(Random random, String characters) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }

  private static Predicate parse(String field, String value) {
    List<String> parts = Arrays.asList(field.split("\\|"));
    return PredicateParser.parse(
        TelemetryField.named(parts.get(0)).orElseThrow(),
        Modifiers.parse(parts.subList(1, parts.size())),
        value.equals("null") ? null : value);
  }
}
