package dev.groundswell.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void whatATerminalObeysIsReplaced() {
    assertThat(Printable.of("red \u001b[31m, bell \u0007, C1 \u009b, reversed \u202e"))
        .isEqualTo("red ?[31m, bell ?, C1 ?, reversed ?");
  }

  @Test
  void whatIsReadStaysAsItIs() {
    assertThat(Printable.of("ΟΔΟΣ 😀 — “x”")).isEqualTo("ΟΔΟΣ 😀 — “x”");
  }

  @Test
  void linesStayLines() {
    assertThat(Printable.lines("one\ntwo\tthree")).isEqualTo("one%ntwo?three".formatted());
  }
}
