package dev.groundswell.sinks.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.json.SimpleJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/**
 * Deletes indices whose time is over, for servers without index lifecycle management. What is not
 * named as {@link IndexName} names indices is left alone.
 */
public final class Retention implements Closeable {

  private static final String OURS = "groundswell-*";
  private static final int NOT_FOUND = 404;

  private final RestClient connection;
  private final ElasticsearchClient client;
  private final Map<IndexFamily, Duration> kept;

  private Retention(RestClient connection, Map<IndexFamily, Duration> kept) {
    this.connection = connection;
    this.client =
        new ElasticsearchClient(new RestClientTransport(connection, SimpleJsonpMapper.INSTANCE));
    this.kept = Map.copyOf(kept);
  }

  /**
   * Connects.
   *
   * @param kept how long after the end of its period an index is kept; of families that are not in
   *     it, for ever
   * @throws IOException if the certificate authority's file cannot be read
   */
  public static Retention open(ElasticsearchConfig config, Map<IndexFamily, Duration> kept)
      throws IOException {
    return new Retention(RestClients.open(config), kept);
  }

  /**
   * The indices whose time is over, the oldest first.
   *
   * @throws IOException with the setting to look at, if the server does not answer or refuses
   */
  public List<DatedIndex> expired(Instant now) throws IOException {
    try {
      return client.indices().get(get -> get.index(OURS)).result().keySet().stream()
          .map(DatedIndex::named)
          .flatMap(Optional::stream)
          .filter(index -> isExpired(index, now))
          .sorted(Comparator.comparing(DatedIndex::end).thenComparing(DatedIndex::name))
          .toList();
    } catch (ElasticsearchException | ResponseException e) {
      throw new IOException(Advice.on(Advice.status(e), "a list of " + OURS), e);
    }
  }

  private boolean isExpired(DatedIndex index, Instant now) {
    Duration keep = kept.get(index.family());
    return keep != null && !index.end().plus(keep).isAfter(now);
  }

  /**
   * Deletes an index; one that is gone already is as good.
   *
   * @throws IOException with the setting to look at, if the server does not answer or refuses
   */
  public void delete(DatedIndex index) throws IOException {
    try {
      client.indices().delete(delete -> delete.index(index.name()));
    } catch (ElasticsearchException | ResponseException e) {
      if (Advice.status(e) != NOT_FOUND) {
        throw new IOException(Advice.on(Advice.status(e), "to delete index " + index.name()), e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
