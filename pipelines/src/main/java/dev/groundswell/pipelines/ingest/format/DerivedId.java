package dev.groundswell.pipelines.ingest.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An id for what has none of its own: equal for equal records, and hard to make equal. */
public final class DerivedId {

  private static final int HEX_DIGITS = 32;

  private DerivedId() {}

  /** 32 hex digits of SHA-256 over the parts; a missing part counts as an empty one. */
  public static String of(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update((part == null ? "" : part).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0); // No part runs into the next.
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
