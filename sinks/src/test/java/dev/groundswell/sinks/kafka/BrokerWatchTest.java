package dev.groundswell.sinks.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.servers.KafkaBroker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("F4")
@Timeout(90)
class BrokerWatchTest {

  /** Kafka keeps the metrics of such a name twice. */
  private static final String TOPIC = "telemetry.with.dots";

  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
  private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);

  @TempDir Path directory;

  private KafkaBroker broker;
  private TopicSource source;
  private KafkaConsumer<byte[], byte[]> consumer;
  private PartitionWatch watch;
  private long now = 1_000;

  @BeforeEach
  void start() throws Exception {
    broker = KafkaBroker.start(directory, 0);
    broker.createTopic(TOPIC, 2, Map.of());
    source = new TopicSource(broker.bootstrapServers(), Map.of(), Set.of(TOPIC), "watch-test");
    watch = source.watch(0, Map.of());
  }

  @AfterEach
  void stop() throws Exception {
    if (consumer != null) {
      consumer.close();
    }
    watch.close();
    broker.close();
  }

  @Test
  void knowsThePartitionsOfTheConsumerWhileThereIsOne() {
    assertThat(watch.partitions()).isEmpty();
    read(0);
    assertThat(watch.partitions()).contains(Set.of(FIRST, SECOND));
    consumer.close();
    assertThat(watch.partitions()).isEmpty();
  }

  /** A checkpoint may know a topic that is configured no more; its partitions tell no time. */
  @Test
  void aConsumerOfOtherTopicsAloneHasNoPartitions() throws Exception {
    TopicSource other =
        new TopicSource(broker.bootstrapServers(), Map.of(), Set.of("another"), "watch-test");
    read(0);
    try (PartitionWatch watchOfOther = other.watch(0, Map.of())) {
      assertThat(watch.partitions()).contains(Set.of(FIRST, SECOND));
      assertThat(watchOfOther.partitions()).isEmpty();
    }
  }

  @Test
  void anEmptyPartitionHoldsNothing() {
    assertThat(lastOf(SECOND).offset()).isEqualTo(LastRecord.NONE);
  }

  @Test
  void namesTheLastRecordWhetherOrNotItHasBeenRead() throws Exception {
    send(3);
    assertThat(lastOf(FIRST).offset()).isEqualTo(2);
    read(3);
    assertThat(lastOf(FIRST).offset()).isEqualTo(2);
  }

  @Test
  void whatTheGroupHasReadBeforeIsNotWaitedFor() throws Exception {
    send(3);
    read(3);
    consumer.commitSync(Map.of(FIRST, new OffsetAndMetadata(3)));
    consumer.close();

    assertThat(lastOf(FIRST).offset()).isEqualTo(LastRecord.NONE);
  }

  @Test
  void whatIsReadAgainAfterARestartIsWaitedForWhateverTheGroupHasCommitted() throws Exception {
    send(3);
    read(3);
    consumer.commitSync(Map.of(FIRST, new OffsetAndMetadata(3)));
    consumer.close();
    watch.close();

    watch = source.watch(0, Map.of(FIRST, 1L));
    assertThat(lastOf(FIRST).offset()).isEqualTo(2);
  }

  @Test
  void offsetsThatHoldNoRecordAreNotWaitedFor() throws Exception {
    transaction(KafkaProducer::commitTransaction);
    read(1);
    await(
        () -> {
          consumer.poll(POLL);
          return lastOf(FIRST).offset() == 0;
        });
  }

  @Test
  void whoHasPassedTheEndThatWasAskedForHasReachedIt() throws Exception {
    source =
        new TopicSource(
            broker.bootstrapServers(),
            Map.of("isolation.level", "read_committed"),
            Set.of(TOPIC),
            "watch-test");
    watch.close();
    watch = source.watch(0, Map.of());
    send(1);
    read(1);
    transaction(KafkaProducer::commitTransaction);
    pollTo(3);
    LastRecord asked = lastOf(FIRST);

    transaction(KafkaProducer::abortTransaction);
    pollTo(5);
    assertThat(watch.last(FIRST)).contains(asked);
    assertThat(asked.offset()).isEqualTo(1);
  }

  @Test
  void recordsThatAreGoneAreNotWaitedFor() throws Exception {
    send(3);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteRecords(Map.of(FIRST, RecordsToDelete.beforeOffset(2))).all().get();
      assertThat(lastOf(FIRST).offset()).isEqualTo(2);
      admin.deleteRecords(Map.of(FIRST, RecordsToDelete.beforeOffset(3))).all().get();
      assertThat(lastOf(FIRST).offset()).isEqualTo(LastRecord.NONE);
    }
    watch.close();
    watch = source.watch(0, Map.of(FIRST, 1L));
    assertThat(lastOf(FIRST).offset()).isEqualTo(LastRecord.NONE);
  }

  @Test
  void whatABrokerDidNotAnswerBecauseItWasAwayItAnswersLater() throws Exception {
    int port = URI.create("kafka://" + broker.bootstrapServers()).getPort();
    lastOf(FIRST);
    broker.close();
    watch.ask(List.of(FIRST), ++now);
    broker = KafkaBroker.start(directory, port);
    send(1);
    assertThat(lastOf(FIRST).offset()).isZero();
  }

  @Test
  void aTopicThatWasMadeAnewIsWaitedForWhateverWasReadOfTheOld() throws Exception {
    send(3);
    watch.close();
    watch = source.watch(0, Map.of(FIRST, 100L));
    assertThat(lastOf(FIRST).offset()).isEqualTo(2);
  }

  @Test
  void theClientThatAsksSignsInAsTheConsumerDoes() {
    TopicSource secured =
        new TopicSource(
            "localhost:9092",
            Map.of(
                "sasl.jaas.config", "${file:/secrets:jaas}",
                "config.providers", "file",
                "config.providers.file.class", "org.example.FileProvider",
                "max.poll.records", "10"),
            Set.of(TOPIC),
            "group");
    assertThat(secured.adminProperties("group-0"))
        .containsKeys("sasl.jaas.config", "config.providers", "config.providers.file.class")
        .doesNotContainKey("max.poll.records")
        .containsEntry("client.id", "group-0-ends");
  }

  @Test
  void ourClassesAreAddedToTheUsersOwn() {
    assertThat(source.reporters())
        .isEqualTo(
            "org.apache.kafka.common.metrics.JmxReporter," + AssignmentReporter.class.getName());
    TopicSource theirs =
        new TopicSource(
            "localhost:9092",
            Map.of("metric.reporters", "org.example.R", "interceptor.classes", "org.example.I"),
            Set.of(TOPIC),
            "group");
    assertThat(theirs.reporters()).isEqualTo("org.example.R," + AssignmentReporter.class.getName());
    assertThat(theirs.interceptors())
        .isEqualTo("org.example.I," + PositionInterceptor.class.getName());
    TopicSource without =
        new TopicSource("localhost:9092", Map.of("metric.reporters", ""), Set.of(TOPIC), "group");
    assertThat(without.reporters()).isEqualTo(AssignmentReporter.class.getName());
  }

  private LastRecord lastOf(TopicPartition partition) {
    long asked = ++now;
    await(
        () -> {
          watch.ask(List.of(partition), asked);
          return watch.last(partition).filter(last -> last.asOf() == asked).isPresent();
        });
    return watch.last(partition).orElseThrow();
  }

  /** Reads on with a consumer as the source makes it, until it has had so many records. */
  private void read(int records) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "group.id",
                source.group(),
                "client.id",
                source.group() + "-0",
                "metric.reporters",
                source.reporters(),
                "interceptor.classes",
                source.interceptors(),
                "isolation.level",
                source.properties().getOrDefault("isolation.level", "read_uncommitted"),
                "fetch.max.wait.ms",
                20),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(FIRST, SECOND));
    consumer.seekToBeginning(List.of(FIRST, SECOND));
    int[] had = new int[1];
    await(
        () -> {
          had[0] += consumer.poll(POLL).count();
          return had[0] >= records && !watch.partitions().orElseThrow().isEmpty();
        });
  }

  /** One record, at the end of which stands an offset without one. */
  private void transaction(Consumer<KafkaProducer<byte[], byte[]>> end) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "t"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC, 0, null, new byte[1])).get();
      end.accept(producer);
    }
  }

  private void pollTo(long position) {
    await(
        () -> {
          consumer.poll(POLL);
          return PositionInterceptor.position("watch-test-0", FIRST).orElseThrow().next()
              == position;
        });
  }

  private void send(int records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>(TOPIC, 0, null, new byte[1])).get();
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
