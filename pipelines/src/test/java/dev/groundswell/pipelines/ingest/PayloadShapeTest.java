package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PayloadShapeTest {

  @Test
  @Tag("K4")
  void showsTheFormAndNotTheContent() {
    assertThat(shape("{\"user\": \"Alice-7@example.org\"}"))
        .isEqualTo("{\"aaaa\": \"aaaaa-9@aaaaaaa.aaa\"}");
  }

  @Test
  @Tag("B6")
  void everythingOutsideAsciiIsADot() {
    assertThat(shape("\u00e4\n\0")).isEqualTo("....");
  }

  @Test
  void stopsAtOneKibibyte() {
    assertThat(shape("x".repeat(5000))).hasSize(1024);
  }

  private static String shape(String payload) {
    return PayloadShape.of(payload.getBytes(StandardCharsets.UTF_8));
  }
}
