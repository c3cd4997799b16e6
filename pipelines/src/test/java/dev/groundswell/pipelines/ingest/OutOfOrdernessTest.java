package dev.groundswell.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundswell.pipelines.ingest.format.Format;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutOfOrdernessTest {

  @ParameterizedTest
  @CsvSource({
    "AVRO, PT5S",
    "OTLP_PROTO, PT10S",
    "OTLP_JSON, PT10S",
    "BEDROCK_INVOCATION, PT3M",
    "CLOUDTRAIL, PT10M",
    "AZURE_OPENAI, PT3M"
  })
  void aFormatHasWhatItsProviderIsDocumentedToNeed(Format format, Duration bound) {
    assertThat(OutOfOrderness.defaults().of(format)).isEqualTo(bound);
  }

  @Test
  void theSlowestFormatThatIsReadDecides() {
    OutOfOrderness defaults = OutOfOrderness.defaults();
    assertThat(defaults.slowest(List.of(Format.AVRO))).isEqualTo(Format.AVRO);
    assertThat(defaults.slowest(List.of(Format.AVRO, Format.CLOUDTRAIL, Format.AZURE_OPENAI)))
        .isEqualTo(Format.CLOUDTRAIL);
  }

  @Test
  void aTopicHasThatOfItsFormat() {
    OutOfOrderness outOfOrderness =
        OutOfOrderness.each(format -> Duration.ofSeconds(format.wireName().length()));
    assertThat(outOfOrderness.byTopic(Map.of("t", Format.AVRO, "c", Format.CLOUDTRAIL)))
        .isEqualTo(Map.of("t", Duration.ofSeconds(4), "c", Duration.ofSeconds(10)));
  }

  @Test
  void eventsMayBeExpectedInOrder() {
    assertThat(OutOfOrderness.everywhere(Duration.ZERO).of(Format.AVRO)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aNegativeOneIsRefusedByItsKey(Format wrong) {
    assertThatThrownBy(
            () ->
                OutOfOrderness.each(
                    format -> format == wrong ? Duration.ofSeconds(-1) : Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(OutOfOrderness.key(wrong) + " must not be negative");
  }

  @Test
  void aFormatMustNotBeLeftOut() {
    assertThatThrownBy(() -> new OutOfOrderness(Map.of(Format.AVRO, Duration.ZERO)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is null");
  }
}
