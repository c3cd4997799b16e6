package dev.groundswell.pipelines.ingest.content;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Runs of an alphabet that decode to text. That they decode is what tells them from hashes, ids and
 * names in code, which are written in the same alphabets.
 */
final class EncodedRuns {

  /** Shorter runs decode to text by chance. */
  private static final int LEAST_BYTES = 15;

  /** Enough to tell text; the rest of a run is skipped. */
  private static final int MOST_BYTES = 96;

  private static final int[] SEXTETS = sextets();

  private EncodedRuns() {}

  static boolean base64(String text) {
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (i < text.length() && sextet(text.charAt(i)) >= 0) {
        i++;
      }
      if ((i - start) * 6 / 8 >= LEAST_BYTES
          && hasBothCases(text, start, i)
          && Prose.is(decoded(text, start, i))) {
        return true;
      }
      i++;
    }
    return false;
  }

  /** Long numbers, paths and constants are of the alphabet too; text in base64 has both cases. */
  private static boolean hasBothCases(String text, int start, int end) {
    String run = text.substring(start, Math.min(end, start + MOST_BYTES));
    return run.chars().anyMatch(Character::isUpperCase)
        && run.chars().anyMatch(Character::isLowerCase);
  }

  /** Pairs may follow each other directly, or as {@code \x41}, {@code 0x41}, and lists of them. */
  static boolean hex(String text) {
    int i = 0;
    while (i < text.length()) {
      int first = mayBegin(text, i) ? pairAt(text, i) : -1;
      if (first < 0) {
        i++;
        continue;
      }
      int second = pairAt(text, first + 2);
      int step = second - first;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      boolean letters = false;
      int pair = first;
      do {
        if (bytes.size() < MOST_BYTES) {
          bytes.write(Integer.parseInt(text, pair, pair + 2, 16));
        }
        letters |= text.charAt(pair) > '9' || text.charAt(pair + 1) > '9';
        i = pair + 2;
        pair = pairAt(text, i);
        // Another distance is another run: the word "face" before one is no part of it.
      } while (pair >= 0 && pair == i - 2 + step);
      // Long numbers are hex digits too, but never a letter among them.
      if (letters && bytes.size() >= LEAST_BYTES && Prose.is(bytes.toByteArray())) {
        return true;
      }
    }
    return false;
  }

  /** Tells most letters of ordinary words from pairs at little cost. */
  private static boolean mayBegin(String text, int at) {
    char c = text.charAt(at);
    return c == '\\' || (HexFormat.isHexDigit(c) && (isDigit(text, at + 1) || c == '0'));
  }

  /** Where the next two digits are, behind separators; -1 if there are none. */
  private static int pairAt(String text, int from) {
    int at = from;
    while (at < text.length() && at - from < 2 && " ,:;-\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (text.startsWith("\\x", at) || text.startsWith("0x", at)) {
      at += 2;
    }
    return isDigit(text, at) && isDigit(text, at + 1) ? at : -1;
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && HexFormat.isHexDigit(text.charAt(at));
  }

  private static byte[] decoded(String text, int start, int end) {
    byte[] bytes = new byte[Math.min((end - start) * 6 / 8, MOST_BYTES)];
    int bits = 0;
    int pending = 0;
    int in = start;
    for (int out = 0; out < bytes.length; ) {
      pending = pending << 6 | sextet(text.charAt(in++));
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes[out++] = (byte) (pending >>> bits);
      }
    }
    return bytes;
  }

  private static int sextet(char c) {
    return c < SEXTETS.length ? SEXTETS[c] : -1;
  }

  private static int[] sextets() {
    int[] sextets = new int[0x80];
    Arrays.fill(sextets, -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    for (int i = 0; i < alphabet.length(); i++) {
      sextets[alphabet.charAt(i)] = i;
    }
    sextets['+'] = sextets['-'] = 62;
    sextets['/'] = sextets['_'] = 63;
    return sextets;
  }
}
