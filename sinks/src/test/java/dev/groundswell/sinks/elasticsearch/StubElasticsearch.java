package dev.groundswell.sinks.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A loopback server that speaks as much of Elasticsearch as a sink needs, and misbehaves as told:
 * each bulk request takes the next of the scripted answers, then all go well or as told.
 */
final class StubElasticsearch implements AutoCloseable {

  /** Answers one bulk request. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange, List<Item> items) throws IOException, InterruptedException;
  }

  /** One document of a bulk request. */
  record Item(String operation, String id, long version, String source) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch lateAnswers = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> versions = new ConcurrentHashMap<>();
  private final HttpServer server;
  private volatile Answer otherwise = this::takeAll;
  private volatile int templateStatus = 200;

  StubElasticsearch() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/_index_template/", this::template);
    server.createContext("/_bulk", this::bulk);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void next(Answer answer) {
    script.add(answer);
  }

  /** How requests beyond the script are answered. */
  void otherwise(Answer answer) {
    otherwise = answer;
  }

  /** The server is well again. */
  void recover() {
    otherwise = this::takeAll;
  }

  void answerTemplatesWith(int status) {
    templateStatus = status;
  }

  /** Ids in the index. */
  Iterable<String> ids() {
    return versions.keySet();
  }

  /** Requests in order of arrival, as method and path. */
  Queue<String> requests() {
    return requests;
  }

  void awaitHanging() throws InterruptedException {
    hanging.await();
  }

  static Answer status(int status) {
    return (exchange, items) ->
        send(
            exchange,
            status,
            "{\"error\":{\"type\":\"scripted\",\"reason\":\"r\"},\"status\":" + status + "}");
  }

  /** Breaks the connection without an answer. */
  static Answer reset() {
    return (exchange, items) -> exchange.close();
  }

  /** Says nothing until the server is closed. */
  Answer hang() {
    return (exchange, items) -> {
      hanging.countDown();
      closed.await();
    };
  }

  /** Takes the documents, but not before it is told to answer. */
  Answer late() {
    return (exchange, items) -> {
      hanging.countDown();
      lateAnswers.await();
      takeAll(exchange, items);
    };
  }

  void answerLate() {
    lateAnswers.countDown();
  }

  /** Takes the documents, then breaks the connection: the sink cannot know. */
  Answer takeAndReset() {
    return (exchange, items) -> {
      items.forEach(this::store);
      exchange.close();
    };
  }

  /** What a proxy in between may say. */
  static Answer page(int status) {
    return (exchange, items) -> {
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      byte[] body = "<html>maintenance</html>".getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    };
  }

  /** Refuses one document with a status, and takes the others. */
  Answer refuse(String id, int status, String reason) {
    return refuse(Map.of(id, status), reason);
  }

  /** Refuses documents by id with a status each, and takes the others. */
  Answer refuse(Map<String, Integer> statuses, String reason) {
    return (exchange, items) ->
        answer(
            exchange,
            items.stream()
                .map(
                    item ->
                        statuses.containsKey(item.id())
                            ? result(item, statuses.get(item.id()), reason)
                            : result(item, store(item), ""))
                .toList());
  }

  /** Refuses every request that holds a document, whole. */
  Answer refuseRequestWith(String id, int status) {
    return (exchange, items) -> {
      if (items.stream().anyMatch(item -> item.id().equals(id))) {
        status(status).to(exchange, items);
      } else {
        takeAll(exchange, items);
      }
    };
  }

  private void takeAll(HttpExchange exchange, List<Item> items) throws IOException {
    answer(exchange, items.stream().map(item -> result(item, store(item), "")).toList());
  }

  /** As the server does: 409 where create finds the id, or a higher version is there. */
  private int store(Item item) {
    Long stored = versions.get(item.id());
    boolean conflict =
        stored != null && (item.operation().equals("create") || stored > item.version());
    if (conflict) {
      return 409;
    }
    versions.put(item.id(), item.version());
    return 201;
  }

  private static String result(Item item, int status, String reason) {
    String error =
        status < 300
            ? ""
            : ",\"error\":{\"type\":\"scripted_exception\",\"reason\":\"" + reason + "\"}";
    return "{\"%s\":{\"_index\":\"i\",\"_id\":\"%s\",\"status\":%d%s}}"
        .formatted(item.operation(), item.id(), status, error);
  }

  private static void answer(HttpExchange exchange, List<String> results) throws IOException {
    send(
        exchange,
        200,
        "{\"took\":1,\"errors\":true,\"items\":[" + String.join(",", results) + "]}");
  }

  private void template(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    exchange.getRequestBody().readAllBytes();
    send(exchange, templateStatus, "{\"acknowledged\":true}");
  }

  private void bulk(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    List<Item> items = items(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    Answer scripted = script.poll();
    try {
      (scripted == null ? otherwise : scripted).to(exchange, items);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Item> items(String body) throws IOException {
    List<String> lines = body.lines().toList();
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      Map.Entry<String, JsonNode> action =
          JSON.readTree(lines.get(i)).properties().iterator().next();
      items.add(
          new Item(
              action.getKey(),
              action.getValue().get("_id").asText(),
              action.getValue().path("version").asLong(),
              lines.get(i + 1)));
    }
    return items;
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
    byte[] body = json.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
