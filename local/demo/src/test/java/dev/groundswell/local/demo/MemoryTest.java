package dev.groundswell.local.demo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.local.cli.CommandFailure;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private static final long NEEDED = 3L << 30;

  @Test
  void enoughIsEnough() {
    assertThatCode(() -> Memory.require(meminfo(NEEDED), NEEDED)).doesNotThrowAnyException();
  }

  @Test
  void tooLittleFailsWithOneLineThatSaysWhatToDo() {
    assertThatThrownBy(() -> Memory.require(meminfo(NEEDED - 1024), NEEDED))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContainingAll("stop other programs", "JAVA_OPTS=-Xmx1g")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aKernelThatDoesNotTellIsTrusted() {
    assertThatCode(() -> Memory.require("MemTotal:  1024 kB\nMemFree:  512 kB\n", NEEDED))
        .doesNotThrowAnyException();
  }

  private static String meminfo(long availableBytes) {
    return """
        MemTotal:       16000000 kB
        MemFree:             512 kB
        MemAvailable:   %d kB
        Buffers:             100 kB
        """
        .formatted(availableBytes / 1024);
  }
}
