package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.json.HostilePass;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("B1")
class AzureHostileTest {

  @ParameterizedTest
  @MethodSource("fixtures")
  void noDamageToALogThrows(String fixture) {
    new HostilePass(AzureOpenAiDecoder::new, AzureFixture.bytes(fixture), AzureFixture.SECRETS)
        .run();
  }

  static Stream<String> fixtures() {
    return AzureFixture.ALL.stream();
  }
}
