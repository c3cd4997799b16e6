package dev.groundswell.pipelines.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.message.MessageDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One of the topics that the monitor writes, of one partition. */
record OutputTopic<T>(String bootstrapServers, String name, MessageDecoder<T> decoder) {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration READ_LIMIT = Duration.ofSeconds(30);

  /** The records on the topic as soon as there are {@code count}; fails after {@code limit}. */
  List<T> await(int count, Duration limit) {
    List<T> values = decoded(read(count, limit));
    assertThat(values)
        .as("records on %s within %s", name, limit)
        .hasSizeGreaterThanOrEqualTo(count);
    return values;
  }

  /** Everything on the topic now. */
  List<T> all() {
    return decoded(allRecords());
  }

  /** Everything on the topic now as it is stored, keys included. */
  List<byte[]> bytes() {
    List<byte[]> bytes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : allRecords()) {
      bytes.add(record.key());
      bytes.add(record.value());
    }
    return bytes;
  }

  private List<ConsumerRecord<byte[], byte[]>> allRecords() {
    long end;
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      end = consumer.endOffsets(consumer.assignment()).get(partition());
    }
    return read(Math.toIntExact(end), READ_LIMIT);
  }

  private List<ConsumerRecord<byte[], byte[]>> read(int atLeast, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.seekToBeginning(consumer.assignment());
      while (records.size() < atLeast && System.nanoTime() < deadline) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(partition()));
    return consumer;
  }

  private TopicPartition partition() {
    return new TopicPartition(name, 0);
  }

  private List<T> decoded(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(record -> decoded(record.value())).toList();
  }

  private T decoded(byte[] value) {
    try {
      return decoder.decode(value);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " holds a record of another kind", e);
    }
  }
}
