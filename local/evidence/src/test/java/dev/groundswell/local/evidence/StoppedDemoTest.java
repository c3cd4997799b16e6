package dev.groundswell.local.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code groundswell demo}, stopped in every way; none leaves a process or a taken port behind. */
@Timeout(600)
class StoppedDemoTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** An orderly stop of a server that does not answer, twice, and some seconds to spare. */
  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  private static final int PORTS = 4;
  private static final String DRAINS = "ends the traffic";

  @TempDir Path directory;

  private int portBase;
  private Child demo;
  private List<ProcessHandle> servers = List.of();

  @BeforeEach
  void startDemo() throws Exception {
    portBase = Http.freePorts(PORTS);
    List<String> command = new ArrayList<>(Readme.commands("./groundswell demo --").get(0));
    command.subList(command.indexOf("--summary"), command.size()).clear();
    command.addAll(
        List.of(
            "--port-base",
            Integer.toString(portBase),
            "--data-dir",
            directory.resolve("data").toString()));
    demo = Child.start(directory.resolve("demo.out"), Map.of(), command);
  }

  @AfterEach
  void stopDemo() {
    demo.close();
    servers.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void aSignalBeforeThereIsTrafficEndsItAtOnce() throws Exception {
    awaitOutput("starting Kafka");
    demo.signal("TERM");

    assertThat(demo.await(AT_ONCE)).as(demo.output()).isEqualTo(143);
    assertNothingIsLeft();
  }

  @Test
  void oneSignalEndsTheTrafficAndTheRunIsJudged() throws Exception {
    awaitAlert();
    demo.signal("TERM");

    assertThat(demo.await(LIMIT)).as(demo.output()).isZero();
    assertThat(demo.output()).contains("TERM " + DRAINS, "\"conservation_law\" : true");
    assertNothingIsLeft();
  }

  @Test
  void aSecondSignalEndsARunWhoseElasticsearchHangs() throws Exception {
    awaitAlert();
    for (ProcessHandle server : servers) {
      Child.signal(server, "STOP");
    }
    demo.signal("INT");
    awaitOutput("INT " + DRAINS);
    demo.signal("TERM");
    awaitOutput("TERM ends the demo without draining");

    assertThat(demo.await(AT_ONCE)).as(demo.output()).isEqualTo(143);
    assertNothingIsLeft();
  }

  @Test
  void aKillTakesTheServersWithIt() throws Exception {
    awaitAlert();
    demo.kill();

    assertNothingIsLeft();
  }

  private void awaitAlert() throws Exception {
    awaitOutput("ALERT ");
    servers = demo.children();
    assertThat(servers).isNotEmpty();
  }

  private void awaitOutput(String text) throws Exception {
    Poll.until(text, LIMIT, demo::output, () -> !demo.isAlive() || demo.output().contains(text));
    assertThat(demo.output()).contains(text);
  }

  private void assertNothingIsLeft() throws Exception {
    Poll.until(
        "no server",
        LIMIT,
        demo::output,
        () ->
            servers.stream().noneMatch(ProcessHandle::isAlive)
                && IntStream.range(portBase, portBase + PORTS).allMatch(Http::isFree));
  }
}
