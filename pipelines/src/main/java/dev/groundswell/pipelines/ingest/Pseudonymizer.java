package dev.groundswell.pipelines.ingest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed pseudonyms: HMAC-SHA-256 over the field's name, a zero byte and the value, the first 128
 * bits in hex. Equal values of a field give equal pseudonyms under one key; nobody without the key
 * can test a guess, not even by sending a guessed address as a prompt: another field, another
 * pseudonym. Not thread-safe.
 */
final class Pseudonymizer {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  /** Identities repeat: remembering them spares most of the hashing, a third of ingest's time. */
  private static final int REMEMBERED = 100_000;

  /** Longer identities are a stranger's invention, and must not fill the memory. */
  private static final int REMEMBERED_LENGTH = 256;

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

  /**
   * The pseudonym of an identity; null if there is none. What is blank names nobody: all whom a
   * producer leaves unnamed would be one.
   *
   * @param field name of the field in rules
   */
  String of(String field, String identity) {
    if (identity == null || identity.isBlank()) {
      return null;
    }
    if (identity.length() > REMEMBERED_LENGTH) {
      return ofText(field, identity);
    }
    return remembered.computeIfAbsent(field + '\0' + identity, key -> ofText(field, identity));
  }

  /** How many identities are remembered. */
  int remembered() {
    return remembered.size();
  }

  /** The pseudonym of a text, which is not remembered. */
  String ofText(String field, String text) {
    return of(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** What tells equal refused payloads. */
  String ofPayload(byte[] payload) {
    return of("payload", payload);
  }

  private String of(String field, byte[] value) {
    mac.update(field.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    return HexFormat.of().formatHex(mac.doFinal(value), 0, BYTES);
  }
}
