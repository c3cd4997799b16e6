package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.pipelines.ingest.json.HostilePass;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("B1")
class AwsHostileTest {

  @ParameterizedTest
  @MethodSource("cloudTrail")
  void noDamageToAnAuditEventThrows(String fixture) {
    new HostilePass(CloudTrailDecoder::new, AwsFixture.read(fixture), AwsFixture.SECRETS).run();
  }

  @ParameterizedTest
  @MethodSource("bedrock")
  void noDamageToAnInvocationLogThrows(String fixture) {
    new HostilePass(BedrockInvocationDecoder::new, AwsFixture.read(fixture), AwsFixture.SECRETS)
        .run();
  }

  static Stream<String> cloudTrail() {
    return AwsFixture.CLOUDTRAIL.stream();
  }

  static Stream<String> bedrock() {
    return AwsFixture.BEDROCK.stream();
  }
}
