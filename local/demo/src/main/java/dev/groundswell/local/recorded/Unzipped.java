package dev.groundswell.local.recorded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Opens what may be compressed: its first bytes tell, whatever it is called. */
final class Unzipped {

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER = 1 << 16;

  private Unzipped() {}

  static InputStream of(InputStream input) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(input, BUFFER);
    buffered.mark(2);
    int magic = buffered.read() << Byte.SIZE | buffered.read();
    buffered.reset();
    return magic == GZIP_MAGIC
        ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER)
        : buffered;
  }
}
