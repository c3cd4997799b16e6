package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.demo.StopAnswers.Answer;
import org.junit.jupiter.api.Test;

class StopAnswersTest {

  private final StopAnswers answers = new StopAnswers();

  @Test
  void theFirstSignalDrainsTheSecondEndsAndMoreChangeNothing() {
    answers.trafficBegan();
    assertThat(answers.next()).isEqualTo(Answer.DRAIN);
    assertThat(answers.next()).isEqualTo(Answer.GIVE_UP);
    assertThat(answers.next()).isEqualTo(Answer.NOTHING);
  }

  @Test
  void beforeThereIsTrafficThereIsNothingToDrain() {
    assertThat(answers.next()).isEqualTo(Answer.GIVE_UP);
    answers.trafficBegan();
    assertThat(answers.next()).isEqualTo(Answer.NOTHING);
  }

  @Test
  void exitCodesAreThoseOfAProcessThatTheSignalEnded() {
    assertThat(StopSignal.INT.exitCode()).isEqualTo(130);
    assertThat(StopSignal.TERM.exitCode()).isEqualTo(143);
  }
}
