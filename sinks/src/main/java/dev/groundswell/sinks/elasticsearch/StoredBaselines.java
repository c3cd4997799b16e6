package dev.groundswell.sinks.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundswell.schemas.Baseline;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Reads the baselines that an index job has written. */
public final class StoredBaselines implements Closeable {

  private static final String ALIAS = "groundswell-baselines";

  /** Some kilobytes each. */
  private static final int PAGE = 500;

  private static final Time BETWEEN_PAGES = Time.of(time -> time.time("1m"));
  private static final int NOT_FOUND = 404;

  private final RestClient connection;
  private final ElasticsearchClient client;

  private StoredBaselines(RestClient connection) {
    this.connection = connection;
    this.client =
        new ElasticsearchClient(new RestClientTransport(connection, new JacksonJsonpMapper()));
  }

  /**
   * Connects.
   *
   * @throws IOException if the certificate authority's file cannot be read
   */
  public static StoredBaselines open(ElasticsearchConfig config) throws IOException {
    return new StoredBaselines(RestClients.open(config));
  }

  /**
   * All that a server has.
   *
   * @throws IOException naming the server, as {@link #open} and {@link #all} do
   */
  public static List<Baseline> read(ElasticsearchConfig config) throws IOException {
    try (StoredBaselines stored = open(config)) {
      return stored.all();
    } catch (IOException e) {
      throw new IOException("Elasticsearch at %s: %s".formatted(config.hosts(), e.getMessage()), e);
    }
  }

  /**
   * All that there are at one point in time, of all months; none if nobody ever wrote one.
   *
   * @throws IOException with the setting to look at, if the server does not answer or refuses, or
   *     with the document that cannot be read
   */
  public List<Baseline> all() throws IOException {
    try {
      String pointInTime =
          client.openPointInTime(open -> open.index(ALIAS).keepAlive(BETWEEN_PAGES)).id();
      try {
        return pages(pointInTime);
      } finally {
        client.closePointInTime(close -> close.id(pointInTime));
      }
    } catch (ElasticsearchException | ResponseException e) {
      if (Advice.status(e) == NOT_FOUND) {
        return List.of();
      }
      throw new IOException(Advice.on(Advice.status(e), "a search of " + ALIAS), e);
    }
  }

  private List<Baseline> pages(String pointInTime) throws IOException {
    BaselineJson json = new BaselineJson();
    List<Baseline> baselines = new ArrayList<>();
    SearchRequest.Builder first = page(pointInTime);
    SearchResponse<ObjectNode> answer = client.search(first.build(), ObjectNode.class);
    while (!answer.hits().hits().isEmpty()) {
      List<Hit<ObjectNode>> hits = answer.hits().hits();
      for (Hit<ObjectNode> hit : hits) {
        baselines.add(read(json, hit));
      }
      SearchRequest.Builder next =
          page(answer.pitId()).searchAfter(hits.get(hits.size() - 1).sort());
      answer = client.search(next.build(), ObjectNode.class);
    }
    return baselines;
  }

  private static SearchRequest.Builder page(String pointInTime) {
    return new SearchRequest.Builder()
        .pit(pit -> pit.id(pointInTime).keepAlive(BETWEEN_PAGES))
        .sort(sort -> sort.field(field -> field.field("_shard_doc").order(SortOrder.Asc)))
        .size(PAGE);
  }

  private static Baseline read(BaselineJson json, Hit<ObjectNode> hit) throws IOException {
    try {
      return json.read(String.valueOf(hit.source()));
    } catch (IOException e) {
      throw new IOException(
          "document %s of %s: %s".formatted(hit.id(), hit.index(), e.getMessage()), e);
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
