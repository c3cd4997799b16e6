package dev.groundswell.cep.rules;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rule files as they are kept: in UTF-8. */
final class RuleBytes {

  private RuleBytes() {}

  /**
   * The text of a file.
   *
   * @param file name for messages
   * @throws RuleException with the first line that is not UTF-8
   */
  static String text(String file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    if (StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new RuleException(
          List.of("%s:%d: file: is not UTF-8; save it as that".formatted(file, line)));
    }
    return out.flip().toString();
  }
}
