package dev.groundswell.pipelines.ingest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed pseudonyms: HMAC-SHA-256, the first 128 bits in hex. Equal values give equal pseudonyms
 * under one key; nobody without the key can test a guess. Not thread-safe.
 */
final class Pseudonymizer {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  /** Identities repeat: remembering them spares most of the hashing, a third of ingest's time. */
  private static final int REMEMBERED = 100_000;

  private final String keyId;
  private final Mac mac;
  private final Map<String, String> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  Pseudonymizer(PseudonymKey key) {
    this.keyId = key.id();
    try {
      this.mac = Mac.getInstance(ALGORITHM);
      this.mac.init(new SecretKeySpec(key.secret(), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot compute " + ALGORITHM, e);
    }
  }

  String keyId() {
    return keyId;
  }

  /** The pseudonym of an identity; null for null. */
  String of(String identity) {
    return identity == null ? null : remembered.computeIfAbsent(identity, this::ofText);
  }

  /** The pseudonym of a text, which is not remembered. */
  String ofText(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  String of(byte[] value) {
    return HexFormat.of().formatHex(mac.doFinal(value), 0, BYTES);
  }
}
