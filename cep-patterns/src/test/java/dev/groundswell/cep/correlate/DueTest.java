package dev.groundswell.cep.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.cep.correlate.Due.Kind;
import org.junit.jupiter.api.Test;

class DueTest {

  private final Due due = new Due();

  @Test
  void anAlarmThatIsEarlyStays() {
    due.by(Kind.COUNTS, 200);
    assertThat(due.alarm(100, 50)).isEqualTo(100);
  }

  @Test
  void anAlarmThatWouldBeLateIsMovedForward() {
    due.by(Kind.COUNTS, 200);
    due.by(Kind.SEQUENCES, 100);
    assertThat(due.alarm(150, 50)).isEqualTo(100);
    assertThat(due.alarm(Due.NEVER, 50)).isEqualTo(100);
  }

  @Test
  void anAlarmThatHasFiredIsSetAnew() {
    due.by(Kind.COUNTS, 200);
    assertThat(due.alarm(100, 100)).isEqualTo(200);
    assertThat(due.alarm(100, 150)).isEqualTo(200);
  }

  @Test
  void whereNothingIsLeftThereIsNoAlarm() {
    assertThat(due.alarm(100, 50)).isEqualTo(Due.NEVER);
  }
}
