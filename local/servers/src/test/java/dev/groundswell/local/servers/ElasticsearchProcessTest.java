package dev.groundswell.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ElasticsearchProcessTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path dataDir;

  @Test
  void indexesByTemplateAndSearchesThenFreesItsPort() throws Exception {
    URI uri;
    try (ElasticsearchProcess elasticsearch = ElasticsearchProcess.start(dataDir, 0)) {
      uri = elasticsearch.uri();
      send(
          uri,
          "PUT",
          "/_index_template/alerts",
          """
          {"index_patterns": ["alerts-*"],
           "template": {"mappings": {"properties": {"rule": {"type": "keyword"}}}}}
          """);
      send(
          uri,
          "POST",
          "/_bulk?refresh=true",
          """
          {"index": {"_index": "alerts-1", "_id": "a"}}
          {"rule": "guardrail probing"}
          {"index": {"_index": "alerts-1", "_id": "b"}}
          {"rule": "takeover"}
          """);
      assertThat(
              send(
                  uri,
                  "POST",
                  "/alerts-*/_search",
                  """
                  {"query": {"term": {"rule": "guardrail probing"}}}
                  """))
          .contains("\"_id\":\"a\"")
          .doesNotContain("\"_id\":\"b\"");
    }
    new ServerSocket(uri.getPort(), 1, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void outlastsCtrlCInTheTerminalAndASuspension() throws Exception {
    try (ElasticsearchProcess elasticsearch = ElasticsearchProcess.start(dataDir, 0)) {
      new ProcessBuilder("kill", "-INT", String.valueOf(elasticsearch.pid())).start().waitFor();
      assertThat(send(elasticsearch.uri(), "GET", "/_cluster/health", "")).contains("\"green\"");

      HttpRequest health =
          HttpRequest.newBuilder(elasticsearch.uri().resolve("/_cluster/health"))
              .timeout(Duration.ofMillis(500))
              .build();
      elasticsearch.suspend();
      assertThatThrownBy(() -> HTTP.send(health, BodyHandlers.ofString()))
          .isInstanceOf(HttpTimeoutException.class);
      elasticsearch.resume();
      assertThat(send(elasticsearch.uri(), "GET", "/_cluster/health", "")).contains("\"green\"");
    }
  }

  @Test
  void stopsWhenItsParentIsKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "-D"
                    + ElasticsearchProcess.HOME_PROPERTY
                    + "="
                    + System.getProperty(ElasticsearchProcess.HOME_PROPERTY),
                ElasticsearchParent.class.getName(),
                dataDir.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = parent.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      assertThat(child.isAlive()).isTrue();
      parent.destroyForcibly();
      assertThat(child.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void namesAHomeThatHoldsNoNode() {
    assertThatThrownBy(() -> ElasticsearchProcess.start(dataDir, dataDir, 0, "256m"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "No Elasticsearch node at %s: build the module elasticsearch-node first", dataDir);
  }

  @Test
  void showsTheEndOfTheLogWhenTheNodeDoesNotStart() throws IOException {
    Files.writeString(dataDir.resolve("plugins"), "a file where a directory has to be");
    assertThatThrownBy(() -> ElasticsearchProcess.start(dataDir, 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("elasticsearch.log ends with:")
        .hasMessageContaining("FileAlreadyExistsException");
  }

  @Test
  void namesAPortThatIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> ElasticsearchProcess.start(dataDir, other.getLocalPort()))
          .isInstanceOf(PortTakenException.class)
          .hasMessage(
              "Elasticsearch cannot listen on port %d (Address already in use):"
                  + " choose another port, or 0 for any free one",
              other.getLocalPort());
    }
  }

  private static String send(URI uri, String method, String path, String body) throws Exception {
    var response =
        HTTP.send(
            HttpRequest.newBuilder(uri.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }
}
