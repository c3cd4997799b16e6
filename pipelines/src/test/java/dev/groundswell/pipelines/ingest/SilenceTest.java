package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.sinks.kafka.FetchProgress;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("F4")
class SilenceTest {

  private final Silence silence = new Silence();

  @Test
  void isCertainOfTheTimeOfAnAnswerOneLookAfterTheNextAnswer() {
    assertThat(look(7, 0, 1_000)).isEmpty();
    assertThat(look(8, 0, 1_200)).isEmpty();
    assertThat(look(9, 0, 1_400)).isEmpty();
    assertThat(look(9, 0, 1_600)).hasValue(1_200);
    assertThat(look(10, 0, 1_800)).hasValue(1_200);
    assertThat(look(11, 0, 2_000)).hasValue(1_400);
  }

  @Test
  void goesNoFurtherThanTheLastAnswersWhenBrokersFallSilentThemselves() {
    look(7, 0, 1_000);
    look(8, 0, 1_200);
    look(9, 0, 1_400);
    assertThat(look(9, 0, 5_000)).hasValue(1_200);
    assertThat(look(9, 0, 90_000)).hasValue(1_200);
  }

  @Test
  void isNeverCertainWhileNobodyAnswers() {
    for (int now = 0; now < 100_000; now += 200) {
      assertThat(look(7, 0, now)).isEmpty();
    }
  }

  @Test
  void unreadRecordsAreNoSilence() {
    look(7, 0, 1_000);
    look(8, 0, 1_200);
    assertThat(look(9, 3, 1_400)).isEmpty();
    assertThat(look(10, 0, 1_600)).isEmpty();
    assertThat(look(11, 0, 1_800)).isEmpty();
    assertThat(look(12, 0, 2_000)).isEmpty();
    assertThat(look(13, 0, 2_200)).hasValue(1_800);
  }

  @Test
  void whatComesBetweenTwoLooksBeginsANewProof() {
    look(7, 0, 1_000);
    look(8, 0, 1_200);
    look(9, 0, 1_400);
    silence.broken();
    assertThat(look(10, 0, 1_600)).isEmpty();
  }

  private OptionalLong look(long answers, long unread, long now) {
    return silence.look(new FetchProgress(answers, unread), now);
  }
}
