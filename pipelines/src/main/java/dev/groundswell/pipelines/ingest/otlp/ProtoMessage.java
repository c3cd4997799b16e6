package dev.groundswell.pipelines.ingest.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message as its wire has it: fields by number, nothing within them decoded. Two bytes
 * can be an object of a hundred, so a request is opened layer by layer, and items one by one.
 */
final class ProtoMessage {

  private final List<Field> fields;

  /**
   * A field of a message.
   *
   * @param number of the field
   * @param wireType how it is encoded
   * @param bytes of a field with a length; null of others
   */
  private record Field(int number, int wireType, ByteString bytes) {}

  private ProtoMessage(List<Field> fields) {
    this.fields = fields;
  }

  /**
   * @throws IOException if the bytes are no message
   */
  static ProtoMessage of(ByteString bytes) throws IOException {
    CodedInputStream in = bytes.newCodedInput();
    in.enableAliasing(true);
    List<Field> fields = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int type = WireFormat.getTagWireType(tag);
      ByteString value = null;
      if (type == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        value = in.readBytes();
      } else {
        in.skipField(tag);
      }
      if (fields.size() == OtlpLimits.MAX_ITEMS) {
        throw new TooManyFields();
      }
      fields.add(new Field(WireFormat.getTagFieldNumber(tag), type, value));
    }
    return new ProtoMessage(fields);
  }

  /** The messages, texts or bytes of a field, in their order. */
  List<ByteString> all(int number) {
    return fields.stream()
        .filter(field -> field.number == number && field.bytes != null)
        .map(Field::bytes)
        .toList();
  }

  /** Whether a field is there in that encoding. */
  boolean has(int number, int wireType) {
    return fields.stream().anyMatch(field -> field.number == number && field.wireType == wireType);
  }

  /** Whether every field has a length. */
  boolean hasOnlyLengths() {
    return fields.stream().allMatch(field -> field.bytes != null);
  }

  /** A message that nobody means. */
  static final class TooManyFields extends IOException {

    private static final long serialVersionUID = 1L;
  }
}
