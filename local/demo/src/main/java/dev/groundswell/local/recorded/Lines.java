package dev.groundswell.local.recorded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a file, compressed or not, of bounded length: what is no file of lines must not end
 * as an exhausted memory.
 */
final class Lines {

  /** As many bytes as ingest takes of a record. */
  static final int MAX_BYTES = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream bytes;
  private final byte[] chunk = new byte[1 << 16];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int begin;
  private int end;
  private long number;
  private boolean tooLong;

  Lines(InputStream input) throws IOException {
    this.bytes = Unzipped.of(input);
  }

  /** The next line, without its end; empty behind the last one. */
  Optional<String> next() throws IOException {
    line.reset();
    tooLong = false;
    number++;
    if (isAtEnd()) {
      return Optional.empty();
    }
    boolean ended = false;
    while (!ended && !isAtEnd()) {
      int stop = begin;
      while (stop < end && chunk[stop] != '\n') {
        stop++;
      }
      keep(stop - begin);
      ended = stop < end;
      begin = ended ? stop + 1 : stop;
    }
    String text = line.toString(StandardCharsets.UTF_8).strip();
    boolean marked = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    return Optional.of(marked ? text.substring(1) : text);
  }

  private boolean isAtEnd() throws IOException {
    if (begin == end) {
      begin = 0;
      end = Math.max(0, bytes.read(chunk));
    }
    return end == 0;
  }

  private void keep(int length) {
    int room = MAX_BYTES - line.size();
    tooLong |= length > room;
    line.write(chunk, begin, Math.min(length, room));
  }

  /** Number of the last line, counted from 1. */
  long number() {
    return number;
  }

  /** Whether the last line was cut. */
  boolean isTooLong() {
    return tooLong;
  }
}
