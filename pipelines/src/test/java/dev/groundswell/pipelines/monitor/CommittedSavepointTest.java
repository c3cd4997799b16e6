package dev.groundswell.pipelines.monitor;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundswell.local.servers.KafkaBroker;
import dev.groundswell.pipelines.ledger.Books;
import dev.groundswell.pipelines.ledger.ConservationLaw;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.TrendPoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint of the production job, taken by an earlier build and committed, goes on in this one:
 * what was open then completes. {@code -Dgroundswell.regenerate=true} takes it anew.
 */
@Timeout(180)
class CommittedSavepointTest {

  private static final Path COMMITTED = Path.of("src/test/resources/savepoint/_metadata");
  private static final String NAME = "story";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String WHAT_TO_DO =
      """
      The committed savepoint does not go on in this build, and so would none of anybody's: a uid, \
      the name of a state or the form of what it holds has changed. If that was not meant, take it \
      back. If it was, say in CHANGELOG.md that jobs start afresh, and take the savepoint anew:
      ./mvnw -pl pipelines -am test -Dtest=CommittedSavepointTest \
      -Dsurefire.failIfNoSpecifiedTests=false -Dgroundswell.regenerate=true
      """;

  private final SavepointStory story = new SavepointStory();

  @TempDir private Path directory;

  @Test
  @Tag("U1")
  @SuppressWarnings("try") // Flink declares the cluster's close() to throw anything
  void whatWasOpenCompletes() throws Exception {
    if (Boolean.getBoolean("groundswell.regenerate")) {
      take();
    }
    assertThat(COMMITTED).as(WHAT_TO_DO).exists();
    try (KafkaBroker broker = KafkaBroker.start(Files.createDirectory(directory.resolve("b")), 0);
        MiniCluster flink = TwoSlots.start();
        RunningMonitor monitor = prepare(flink, broker)) {
      // The topics hold what they held, so that there is something behind every offset.
      story.sendPassed(monitor);
      story.changeRules(monitor);
      story.sendWaiting(monitor);
      story.sendRest(monitor);
      Books books = goOn(monitor);

      List<Alert> alerts = monitor.alerts().all();
      assertThat(byRule(alerts)).as(WHAT_TO_DO).isEqualTo(story.alerts("after"));
      assertThat(alerts)
          .as(WHAT_TO_DO)
          .filteredOn(alert -> alert.getDetection().getRuleName().equals("repeated"))
          .allSatisfy(
              alert -> assertThat(alert.getDisposition()).isEqualTo(Disposition.suppressed));
      assertThat(detectionsOfTheHour(monitor)).as(WHAT_TO_DO).isEqualTo(2);
      assertThat(monitor.deadLetters().all()).hasSize(SavepointStory.GARBAGE);
      assertThat(monitor.audits().all()).isEmpty();
      assertThat(books.of(Entry.ITEMS)).as(WHAT_TO_DO).isEqualTo(story.items());
      assertThat(books.of(Entry.DUPLICATE)).as(WHAT_TO_DO).isEqualTo(1);
      assertThat(books.of(Entry.LATE)).isZero();
      assertThat(books.of(Entry.LATE_MATCHES)).isZero();
      assertThat(ConservationLaw.violations(books.all())).isEmpty();
    }
  }

  private Books goOn(RunningMonitor monitor) {
    try {
      monitor.resume(COMMITTED.toAbsolutePath().getParent().toUri().toString());
      monitor.deadLetters().await(SavepointStory.GARBAGE, LIMIT);
      return monitor.drain(directory);
    } catch (Exception | AssertionError e) {
      throw new AssertionError(WHAT_TO_DO, e);
    }
  }

  @SuppressWarnings("try") // Flink declares the cluster's close() to throw anything
  private void take() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(Files.createDirectory(directory.resolve("a")), 0);
        MiniCluster flink = TwoSlots.start();
        RunningMonitor monitor = prepare(flink, broker)) {
      story.sendPassed(monitor); // before the job starts: in a silence time would pass by it
      monitor.begin();
      story.changeRules(monitor);
      monitor.audits().await(1, LIMIT);
      story.sendWaiting(monitor);
      monitor.deadLetters().await(SavepointStory.GARBAGE, LIMIT);
      int before = story.alerts("before").values().stream().mapToInt(Integer::intValue).sum();
      List<Alert> alerts = monitor.alerts().await(before, LIMIT);
      assertThat(byRule(alerts)).isEqualTo(story.alerts("before"));
      keep(Path.of(URI.create(monitor.suspend(directory))));
    }
  }

  private static void keep(Path savepoint) throws IOException {
    try (Stream<Path> files = Files.list(savepoint)) {
      assertThat(files).as("state that is small is in one file").hasSize(1);
    }
    Files.createDirectories(COMMITTED.getParent());
    Files.copy(
        savepoint.resolve(COMMITTED.getFileName()), COMMITTED, StandardCopyOption.REPLACE_EXISTING);
  }

  private RunningMonitor prepare(MiniCluster flink, KafkaBroker broker) throws Exception {
    RunningMonitor.createRulesTopic(broker, NAME);
    return RunningMonitor.prepare(
        flink, broker, NAME, story.pack(), SavepointStory.VERDICT_HORIZON, SavepointStory.CLOCK);
  }

  private static Map<String, Integer> byRule(List<Alert> alerts) {
    return alerts.stream()
        .collect(
            groupingBy(
                alert -> alert.getDetection().getRuleName(), TreeMap::new, summingInt(alert -> 1)));
  }

  /** Of the one rule that carries a technique. */
  private static long detectionsOfTheHour(RunningMonitor monitor) {
    return monitor.trends().all().stream()
        .filter(point -> point.getGrain() == Grain.hour)
        .filter(point -> point.getTechnique().equals("AML.T0040"))
        .mapToLong(TrendPoint::getDetections)
        .max()
        .orElse(0);
  }
}
