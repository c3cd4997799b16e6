package dev.groundswell.cep.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSizeTest {

  // Every program begins with two steps and ends with one.
  private static final int FRAME = 3;

  private static final List<String> PARTS =
      List.of(
          "a",
          "|",
          "(",
          "(?:",
          "(?i)",
          ")",
          ")",
          "*",
          "+?",
          "?",
          "{0}",
          "{3}",
          "{2,}",
          "{0,4}",
          "{,3}",
          "{x",
          ".",
          "^",
          "[a-z]",
          "[]{9}a]",
          "[^](]",
          "[[:alpha:]{9}]",
          "[\\]{9}]",
          "\\d",
          "\\(",
          "\\{",
          "\\pL",
          "\\p{Greek}",
          "\\x{263a}",
          "\\Q({9}\\E",
          "\\Q)",
          "\\b");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "abc; 3",
        "[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}; 36",
        "a{0,500}; 1000",
        "a{3,}; 5",
        "(a); 3",
        "\\x{263a}{5}; 5",
      })
  void aPatternIsAsLargeAsWhatItIsWrittenOutTo(String pattern, long size) {
    assertThat(RegexSize.of(pattern)).isEqualTo(size);
  }

  @Test
  void noProgramIsLargerThanItsBound() {
    Random random = new Random(7);
    int compiled = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int part = random.nextInt(12); part >= 0; part--) {
        pattern.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      try {
        int size = Pattern.compile(pattern.toString()).programSize();
        assertThat(RegexSize.of(pattern.toString()) + FRAME)
            .as(pattern.toString())
            .isGreaterThanOrEqualTo(size);
        compiled++;
      } catch (PatternSyntaxException e) {
        assertThat(RegexSize.of(pattern.toString())).isNotNegative();
      }
    }
    assertThat(compiled).isGreaterThan(5_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"((((a{1000}){1000}){1000}){1000}){1000}", "(((a{9,}){9999,}){9999,}){9999,}"})
  void aBoundOfAHugePatternIsFoundAtOnce(String pattern) {
    long size = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> RegexSize.of(pattern));
    assertThat(size).isGreaterThanOrEqualTo(1_000_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a{0,500}", "(a?){250}", "(?:a|b|c|){100}"})
  void theLargestPatternFitsHalfTheStackOfAThread(String pattern) throws InterruptedException {
    boolean[] found = new boolean[1];
    Thread thread =
        new Thread(
            null,
            () -> found[0] = RegexParser.parse(pattern, Set.of()).matcher("a".repeat(256)).find(),
            "half a stack",
            512 * 1024);
    thread.start();
    thread.join();
    assertThat(found[0]).isTrue();
  }
}
