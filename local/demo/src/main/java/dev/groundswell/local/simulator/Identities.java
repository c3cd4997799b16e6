package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * How a producer names an organisation and its people.
 *
 * @param producer who reports what they do
 * @param number tells the organisation from all others
 */
record Identities(Producer producer, long number) {

  private static final String[] REGIONS = {
    "us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1", "sa-east-1"
  };
  private static final String[] AZURE_REGIONS = {
    "eastus", "westus2", "northeurope", "germanywestcentral", "southeastasia", "brazilsouth"
  };

  /** An AWS account has twelve digits. */
  private static final long ACCOUNTS = 1_000_000_000_000L;

  /** A tenant, an AWS account, or an Azure subscription. */
  String organization() {
    return switch (producer) {
      case CANONICAL, OTEL_PROTO, OTEL_JSON -> "org-" + hex(number, 8);
      case AWS -> "%012d".formatted(Long.remainderUnsigned(number, ACCOUNTS));
      case AZURE -> new UUID(number, ~number).toString();
    };
  }

  /** An address, or the IAM user of that name. */
  String user(String name) {
    String address = name + "@org-" + hex(number, 8) + ".example";
    return producer == Producer.AWS
        ? "arn:aws:iam::" + organization() + ":user/" + address
        : address;
  }

  /** A key, its id in AWS, or the id of a subscription to the gateway; null where none is known. */
  String apiKey(long key) {
    return switch (producer) {
      case CANONICAL -> "sk-" + hex(key, 16);
      case AWS -> "AKIA" + hex(key, 16).toUpperCase(Locale.ROOT);
      case AZURE -> producer.keyOf(organization(), hex(key, 16));
      case OTEL_PROTO, OTEL_JSON -> null;
    };
  }

  /** A session; null where the producer knows none. */
  String session(long session) {
    return switch (producer) {
      case CANONICAL, OTEL_PROTO, OTEL_JSON -> "s-" + hex(session, 16);
      case AWS, AZURE -> null;
    };
  }

  String region(SplittableRandom traits) {
    return Population.pick(producer == Producer.AZURE ? AZURE_REGIONS : REGIONS, traits);
  }

  private static String hex(long value, int digits) {
    return HexFormat.of().toHexDigits(value, digits);
  }
}
