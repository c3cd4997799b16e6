package dev.groundswell.pipelines.rules;

import dev.groundswell.schemas.RuleChange;
import dev.groundswell.schemas.RuleRecord;
import dev.groundswell.schemas.RuleState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Records of the rules topic, about {@link RuleTexts#ID}. */
final class TopicRecords {

  private TopicRecords() {}

  static RuleChange change(RuleState state, long from, String text) {
    return RuleChange.newBuilder().setState(state).setEffectiveFrom(from).setText(text).build();
  }

  static RuleRecord record(long offset, RuleChange change) {
    return record(offset, change.getEffectiveFrom(), encoded(change));
  }

  static RuleRecord record(long offset, long time, byte[] value) {
    return new RuleRecord("rules", 0, offset, time, RuleTexts.ID, ByteBuffer.wrap(value));
  }

  static byte[] encoded(RuleChange change) {
    try {
      ByteBuffer buffer = RuleChange.getEncoder().encode(change);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
