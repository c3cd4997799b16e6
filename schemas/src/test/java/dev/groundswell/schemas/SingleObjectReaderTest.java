package dev.groundswell.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.groundswell.testkit.EarlierProducer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SingleObjectReaderTest {

  private static final int HEADER_BYTES = 10;
  private static final long MEBIBYTE = 1 << 20;

  private final SingleObjectReader<TelemetryEvent> reader =
      new SingleObjectReader<>(TelemetryEvent.class);

  static Stream<Arguments> earlierVersions() {
    return SchemaVersionsTest.topicRecords().stream()
        .flatMap(
            record ->
                SchemaVersions.earlier(record).stream()
                    .map(version -> Arguments.of(record, named(version))));
  }

  static Stream<Named<Schema>> versionsOfAnEvent() {
    return Stream.concat(
            Stream.of(TelemetryEvent.getClassSchema()),
            SchemaVersions.earlier(TelemetryEvent.class).stream())
        .map(SingleObjectReaderTest::named);
  }

  @ParameterizedTest
  @MethodSource("versionsOfAnEvent")
  @Tag("U3")
  void readsWhatWasWrittenUnderAnyVersion(Schema version) throws Exception {
    assertThat(reader.read(EarlierProducer.write(event(), version))).isEqualTo(event());
  }

  @ParameterizedTest
  @MethodSource("earlierVersions")
  @Tag("U3")
  <T extends SpecificRecord> void readsWhateverAnEarlierVersionCouldSay(
      Class<T> type, Schema version) throws Exception {
    SingleObjectReader<T> reader = new SingleObjectReader<>(type);
    int id = version.getFields().get(0).pos();
    for (Object written : new RandomData(version, 200, 20260103L)) {
      GenericRecord record = (GenericRecord) written;

      assertThat(reader.read(encoded(record)).get(id)).isEqualTo(record.get(id).toString());
    }
  }

  @Test
  @Tag("U3")
  void skipsWhatThereIsNoMore() throws Exception {
    Schema verbose =
        SchemaBuilder.record("dev.groundswell.schemas.GroupField")
            .fields()
            .name("notes")
            .type()
            .array()
            .items()
            .stringType()
            .noDefault()
            .requiredString("name")
            .requiredString("value")
            .endRecord();
    SingleObjectReader<GroupField> reader =
        new SingleObjectReader<>(GroupField.class, List.of(verbose));
    GenericRecord written = new GenericData.Record(verbose);
    written.put("notes", List.of("a", "b"));
    written.put("name", "user.id");
    written.put("value", "u1");

    assertThat(reader.read(encoded(written))).isEqualTo(new GroupField("user.id", "u1"));
  }

  @Test
  void refusesWhatHasNoHeader() {
    assertThat(refusal(null).reason()).isEqualTo(DeadLetterReason.undecodable);
    assertThat(refusal(new byte[0]).reason()).isEqualTo(DeadLetterReason.undecodable);
    assertThat(refusal("{\"user\": \"alice\"}".getBytes(UTF_8)).reason())
        .isEqualTo(DeadLetterReason.undecodable);
  }

  @Test
  void saysWhichFingerprintItDoesNotKnow() {
    byte[] foreign = EarlierProducer.write(event(), TelemetryEvent.getClassSchema());
    Arrays.fill(foreign, 2, HEADER_BYTES, (byte) 0);
    foreign[2] = 0x1f;

    assertThat(refusal(foreign))
        .hasMessageContaining("000000000000001f")
        .returns(DeadLetterReason.unknown_schema, UnreadableRecordException::reason);
  }

  @ParameterizedTest
  @MethodSource("versionsOfAnEvent")
  @Tag("B3")
  void reservesNoMemoryForLengthsAndCountsThatExceedTheRecord(Schema version) throws Exception {
    byte[] record = EarlierProducer.write(event(), version);
    // The first reading of a version works out how it becomes the current one.
    assertThat(reader.read(record)).isEqualTo(event());
    for (int at = HEADER_BYTES; at < record.length; at++) {
      byte[] length = spliced(record, at, Integer.MAX_VALUE - 16L);
      // A negative count is followed by the size of its block, here none: who trusts the size
      // passes over a count that who trusts the count believes.
      byte[] block = spliced(record, at, 16L - Integer.MAX_VALUE, 0, 0);

      assertThat(bytesReservedFor(length)).as("length at %d", at).isLessThan(MEBIBYTE);
      assertThat(bytesReservedFor(block)).as("block at %d", at).isLessThan(MEBIBYTE);
    }
  }

  private long bytesReservedFor(byte[] record) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      reader.read(record);
    } catch (UnreadableRecordException e) {
      assertThat(e.reason()).isEqualTo(DeadLetterReason.undecodable);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private UnreadableRecordException refusal(byte[] record) {
    return catchThrowableOfType(UnreadableRecordException.class, () -> reader.read(record));
  }

  private static byte[] spliced(byte[] record, int at, long... numbers) throws IOException {
    ByteArrayOutputStream spliced = new ByteArrayOutputStream();
    spliced.write(record, 0, at);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(spliced, null);
    for (long number : numbers) {
      encoder.writeLong(number);
    }
    spliced.write(record, at, record.length - at);
    return spliced.toByteArray();
  }

  private static Named<Schema> named(Schema version) {
    return Named.of(SchemaVersions.fingerprint(version), version);
  }

  private static byte[] encoded(GenericRecord record) throws IOException {
    return new BinaryMessageEncoder<GenericRecord>(GenericData.get(), record.getSchema())
        .encode(record)
        .array();
  }

  private static TelemetryEvent event() {
    return TelemetryEvent.newBuilder()
        .setEventId("e1")
        .setEventTime(1_767_268_800_000L)
        .setEventCategory(EventCategory.inference)
        .setGenAiResponseFinishReasons(List.of("stop"))
        .setUserId("u1")
        .setLabels(Map.of("team", "red"))
        .build();
  }
}
