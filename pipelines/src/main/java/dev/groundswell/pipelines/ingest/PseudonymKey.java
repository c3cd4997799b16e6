package dev.groundswell.pipelines.ingest;

import java.io.Serializable;
import java.util.Arrays;

/** An HMAC key and the name under which events say which key made their pseudonyms. */
public final class PseudonymKey implements Serializable {

  private static final int MIN_BYTES = 16;

  private final String id;
  private final byte[] secret;

  /**
   * @param id name of the key, safe to show
   * @param secret at least 16 bytes
   * @throws IllegalArgumentException if the secret is too short to resist guessing
   */
  public PseudonymKey(String id, byte[] secret) {
    if (secret.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "the pseudonym key has %d bytes, it needs at least %d"
              .formatted(secret.length, MIN_BYTES));
    }
    this.id = id;
    this.secret = Arrays.copyOf(secret, secret.length);
  }

  String id() {
    return id;
  }

  byte[] secret() {
    return Arrays.copyOf(secret, secret.length);
  }

  @Override
  public String toString() {
    return "PseudonymKey[id=" + id + ", secret=redacted]";
  }
}
