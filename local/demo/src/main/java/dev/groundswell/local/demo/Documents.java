package dev.groundswell.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/** What Elasticsearch holds, asked over its REST interface as anybody would. */
final class Documents {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI elasticsearch;

  Documents(URI elasticsearch) {
    this.elasticsearch = elasticsearch;
  }

  /** Documents by index, after a refresh. */
  Map<String, Long> byIndex() throws Exception {
    send("POST", "/groundswell-*/_refresh");
    JsonNode indices = send("GET", "/_cat/indices/groundswell-*?format=json&h=index,docs.count");
    Map<String, Long> documents = new TreeMap<>();
    indices.forEach(
        index ->
            documents.put(
                index.get("index").asText(), Long.parseLong(index.get("docs.count").asText())));
    return documents;
  }

  private JsonNode send(String method, String path) throws Exception {
    HttpResponse<String> response =
        Deadline.await(
            "Elasticsearch to count its documents",
            client.sendAsync(
                HttpRequest.newBuilder(elasticsearch.resolve(path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString()));
    if (response.statusCode() != 200) {
      throw new IOException(
          "Elasticsearch answered %d to %s %s: %s"
              .formatted(response.statusCode(), method, path, response.body()));
    }
    return JSON.readTree(response.body());
  }
}
