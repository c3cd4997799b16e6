package dev.groundswell.pipelines.ingest.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScaleTest {

  @ParameterizedTest
  @CsvSource({
    "safe, 0",
    "low, 3",
    "medium, 6",
    "high, 9",
    "High, 9",
    "0, 0",
    "1, 1",
    "2, 3",
    "3, 4",
    "4, 6",
    "5, 7",
    "6, 9",
    "7, 10"
  })
  void aLevelSaysHowBadAndNotHowSure(String level, int severity) {
    assertThat(Scale.LEVEL.grade(level)).isEqualTo(new Grade(severity, null));
  }

  @ParameterizedTest
  @CsvSource({"NONE, 0", "NEGLIGIBLE, 0", "LOW, 0.33", "MEDIUM, 0.67", "HIGH, 1", "high, 1"})
  void aConfidenceInWordsSaysHowSureAndNotHowBad(String confidence, double score) {
    assertThat(Scale.CONFIDENCE.grade(confidence)).isEqualTo(new Grade(null, score));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.5, 0.5", "1, 1", "1e-6, 0.000001"})
  void aScoreSaysHowSureAndNotHowBad(String raw, double score) {
    assertThat(Scale.SCORE.grade(raw)).isEqualTo(new Grade(null, score));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "0.94, 0.06", "0.2, 0.8", "0, 1"})
  void anAnswerIsTheSurerWrongTheLessItIsGrounded(String grounded, double score) {
    assertScore(Scale.SCORE_INVERTED, grounded, score);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "19, 0.816", "20, 0.806", "49, 0.510", "50, 0.5", "99, 0"})
  void fewPointsAreBad(String points, double score) {
    assertScore(Scale.POINTS_INVERTED, points, score);
  }

  @Test
  void aHundredPointsAreNoJudgement() {
    assertThat(Scale.POINTS_INVERTED.isJudgement("100")).isFalse();
    assertThat(Scale.POINTS_INVERTED.isJudgement("99")).isTrue();
    assertThat(Scale.SCORE.isJudgement("100")).isTrue();
  }

  @Test
  void theUngradedTakesNoGrade() {
    assertThat(Scale.UNGRADED.grade("high")).isEqualTo(Grade.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotOnAScaleIsNoGrade(Scale scale) {
    assertThat(
            new String[] {
              null,
              "",
              " ",
              "high!",
              "-1",
              "-0.1",
              "99.1",
              "101",
              "NaN",
              "Infinity",
              "1e999",
              "true",
              "{}",
              "0." + "0".repeat(1_000_000)
            })
        .allSatisfy(raw -> assertThat(scale.grade(raw)).isEqualTo(Grade.NONE));
  }

  private static void assertScore(Scale scale, String raw, double score) {
    Grade grade = scale.grade(raw);
    assertThat(grade.score()).isEqualTo(score, within(0.001));
    assertThat(grade.severity()).isNull();
  }
}
