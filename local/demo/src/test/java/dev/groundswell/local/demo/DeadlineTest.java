package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private long nanos;
  private final Deadline wait = new Deadline("an answer", Duration.ofSeconds(60), () -> nanos);

  @Test
  void whatComesInTimeIsHandedOn() throws Exception {
    assertThat(wait.get(CompletableFuture.completedFuture("yes"))).isEqualTo("yes");
  }

  @Test
  void oneWaitHasOnePatienceHoweverOftenItLooks() throws Exception {
    nanos = Duration.ofSeconds(59).toNanos();
    assertThat(wait.leftNanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
    nanos = Duration.ofSeconds(60).toNanos();
    assertThatThrownBy(wait::leftNanos)
        .isInstanceOf(RunFailure.class)
        .hasMessage("waited 60 s in vain for an answer");
  }

  @Test
  void whatNeverComesIsAFailureThatNamesIt() {
    nanos = Duration.ofSeconds(60).toNanos() - 1;
    assertThatThrownBy(() -> wait.get(new CompletableFuture<>()))
        .isInstanceOf(RunFailure.class)
        .hasMessage("waited 60 s in vain for an answer");
  }
}
