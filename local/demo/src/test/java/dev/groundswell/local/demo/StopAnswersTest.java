package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.demo.StopAnswers.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopAnswersTest {

  private static final long SOON = Duration.ofMillis(199).toNanos();
  private static final long LATER = Duration.ofMillis(200).toNanos();

  private long nanos = Long.MAX_VALUE - 1;
  private final StopAnswers answers = new StopAnswers(() -> nanos);

  @Test
  void theFirstSignalDrainsTheSecondEndsAndMoreChangeNothing() {
    answers.trafficBegan();
    assertThat(answers.next(StopSignal.TERM)).isEqualTo(Answer.DRAIN);
    nanos += LATER;
    assertThat(answers.next(StopSignal.TERM)).isEqualTo(Answer.GIVE_UP);
    nanos += LATER;
    assertThat(answers.next(StopSignal.TERM)).isEqualTo(Answer.NOTHING);
  }

  @Test
  void beforeThereIsTrafficThereIsNothingToDrain() {
    assertThat(answers.next(StopSignal.TERM)).isEqualTo(Answer.GIVE_UP);
    answers.trafficBegan();
    nanos += LATER;
    assertThat(answers.next(StopSignal.TERM)).isEqualTo(Answer.NOTHING);
  }

  @Test
  void oneSignalThatComesTwiceIsOneSignal() {
    answers.trafficBegan();
    assertThat(answers.next(StopSignal.TERM)).isEqualTo(Answer.DRAIN);
    nanos += SOON;
    assertThat(answers.next(StopSignal.TERM)).isEqualTo(Answer.NOTHING);
    nanos += LATER;
    assertThat(answers.next(StopSignal.TERM)).isEqualTo(Answer.GIVE_UP);
  }

  @Test
  void aSignalRightBehindOneOfAnotherKindIsASecondOne() {
    answers.trafficBegan();
    assertThat(answers.next(StopSignal.INT)).isEqualTo(Answer.DRAIN);
    nanos += SOON;
    assertThat(answers.next(StopSignal.TERM)).isEqualTo(Answer.GIVE_UP);
  }

  @Test
  void exitCodesAreThoseOfAProcessThatTheSignalEnded() {
    assertThat(StopSignal.INT.exitCode()).isEqualTo(130);
    assertThat(StopSignal.TERM.exitCode()).isEqualTo(143);
  }
}
