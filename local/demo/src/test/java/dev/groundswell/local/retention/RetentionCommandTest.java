package dev.groundswell.local.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.groundswell.local.Invocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, against a server that answers as Elasticsearch does. */
class RetentionCommandTest {

  private static final String INDICES =
      """
      {"groundswell-events-2020.01.30": {}, "groundswell-audit-2020.01": {}}
      """;

  @TempDir private Path directory;

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whatIsDeletedIsNamed() throws IOException {
    Invocation retention = run();

    assertThat(retention.exitCode()).isZero();
    assertThat(retention.out())
        .containsExactly(
            "deleted groundswell-events-2020.01.30: ended 2020-01-31T00:00:00Z, kept 30 d");
    assertThat(retention.err()).containsExactly("groundswell: 1 indices deleted");
    assertThat(asked)
        .containsExactly("GET /groundswell-*", "DELETE /groundswell-events-2020.01.30");
  }

  @Test
  void aDryRunDeletesNothing() throws IOException {
    assertThat(run("--dry-run").out())
        .singleElement()
        .asString()
        .startsWith("would delete groundswell-events-2020.01.30: ");
    assertThat(asked).containsExactly("GET /groundswell-*");
  }

  @Test
  void aServerThatRefusesOrIsDownIsSaidInOneLine() throws IOException {
    status = 401;
    Invocation refused = run();
    stop();
    Invocation down = run();

    assertThat(List.of(refused.exitCode(), down.exitCode())).containsOnly(2);
    assertThat(refused.err()).singleElement().asString().contains("credentials (401)");
    assertThat(down.err()).singleElement().asString().contains("Elasticsearch at [http://");
  }

  private Invocation run(String... more) throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("config.yaml"),
            "elasticsearch.hosts: [\"http://127.0.0.1:%d\"]%n"
                .formatted(server.getAddress().getPort()));
    return more.length == 0
        ? Invocation.of("retention", "--config", config.toString())
        : Invocation.of("retention", "--config", config.toString(), more[0]);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    byte[] body = body(exchange.getRequestMethod()).getBytes(UTF_8);
    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String body(String method) {
    if (status != 200) {
      return "{\"error\": {\"type\": \"security_exception\"}, \"status\": %d}".formatted(status);
    }
    return method.equals("GET") ? INDICES : "{\"acknowledged\": true}";
  }
}
