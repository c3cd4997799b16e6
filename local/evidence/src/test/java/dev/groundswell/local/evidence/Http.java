package dev.groundswell.local.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the processes answer, and where they may listen. */
final class Http {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FIRST_PORT = 22_200;
  private static final int LAST_PORT = 22_300;

  private Http() {}

  /** The answer, or empty where there is an error instead. */
  static Optional<JsonNode> json(String method, URI uri) throws IOException, InterruptedException {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
    return response.statusCode() == 200
        ? Optional.of(JSON.readTree(response.body()))
        : Optional.empty();
  }

  /** The page, or empty where nobody listens. */
  static Optional<String> page(URI uri) throws IOException, InterruptedException {
    try {
      return Optional.of(
          CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
    } catch (ConnectException e) {
      return Optional.empty();
    }
  }

  /** The first of {@code count} adjacent ports that nobody listens on. */
  static int freePorts(int count) {
    return IntStream.iterate(FIRST_PORT, port -> port + count <= LAST_PORT, port -> port + count)
        .filter(first -> IntStream.range(first, first + count).allMatch(Http::isFree))
        .findFirst()
        .orElseThrow();
  }

  static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
