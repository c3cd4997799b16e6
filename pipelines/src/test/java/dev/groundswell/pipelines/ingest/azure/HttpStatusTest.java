package dev.groundswell.pipelines.ingest.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.schemas.EventOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpStatusTest {

  @ParameterizedTest
  @CsvSource({
    "200, success",
    "204, success",
    "304, success",
    "400, failed",
    "401, failed",
    "429, throttled",
    "503, failed",
    "0, unknown",
    "OK, unknown",
    "2000, unknown",
    ", unknown",
  })
  void saysHowACallEnded(String code, EventOutcome outcome) {
    assertThat(HttpStatus.outcome(code)).isEqualTo(outcome);
  }
}
