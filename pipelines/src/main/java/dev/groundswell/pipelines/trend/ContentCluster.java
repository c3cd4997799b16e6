package dev.groundswell.pipelines.trend;

import java.util.HexFormat;

/**
 * Inputs that are like one another: those whose similarity hash begins with the same 16 bits. One
 * band and not all four, so that an event is in one cluster and shares add up; the first, so that
 * the events of a cluster are those with a hash in one range of numbers; and 16 bits, since two
 * thirds of edits leave the whole hash as it is, which no shorter band has many more of, while
 * unrelated inputs meet in one pair of 65 536.
 */
final class ContentCluster {

  private static final int BITS = Short.SIZE;
  private static final HexFormat HEX = HexFormat.of();

  private ContentCluster() {}

  /** Its name, 4 hex digits; null without a hash. */
  static String of(Long simhash) {
    return simhash == null ? null : HEX.toHexDigits((short) (simhash >> (Long.SIZE - BITS)));
  }
}
