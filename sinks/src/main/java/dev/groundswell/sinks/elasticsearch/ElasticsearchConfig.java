package dev.groundswell.sinks.elasticsearch;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where Elasticsearch is and how long to wait for it.
 *
 * @param hosts {@code elasticsearch.hosts}: nodes such as {@code https://search-1:9200}
 * @param credentials {@code elasticsearch.api-key-file}, or {@code elasticsearch.user} and {@code
 *     elasticsearch.password-file}
 * @param caPath {@code elasticsearch.ca}: PEM file of the certificate authority, or null to trust
 *     what the JVM trusts
 * @param connectTimeout {@code elasticsearch.connect-timeout}: for a connection to be made
 * @param requestTimeout {@code elasticsearch.request-timeout}: for a bulk request to be answered
 * @param startTimeout {@code elasticsearch.start-timeout}: for a server that is down when the job
 *     starts
 */
public record ElasticsearchConfig(
    List<URI> hosts,
    Credentials credentials,
    String caPath,
    Duration connectTimeout,
    Duration requestTimeout,
    Duration startTimeout)
    implements Serializable {

  public ElasticsearchConfig {
    hosts = List.copyOf(hosts);
    Objects.requireNonNull(credentials, "credentials");
    requirePositive("elasticsearch.connect-timeout", connectTimeout);
    requirePositive("elasticsearch.request-timeout", requestTimeout);
    requirePositive("elasticsearch.start-timeout", startTimeout);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("elasticsearch.hosts is empty");
    }
    hosts.forEach(ElasticsearchConfig::requireNode);
  }

  /** One node without TLS and authentication, with the default timeouts. */
  public static ElasticsearchConfig local(URI host) {
    return new ElasticsearchConfig(
        List.of(host),
        new Credentials.Anonymous(),
        null,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2));
  }

  Optional<String> ca() {
    return Optional.ofNullable(caPath);
  }

  private static void requirePositive(String setting, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(setting + " must be positive, is " + duration);
    }
  }

  private static void requireNode(URI host) {
    boolean http = "http".equals(host.getScheme()) || "https".equals(host.getScheme());
    if (!http || host.getHost() == null || host.getUserInfo() != null) {
      // Not the value: it may hold a password.
      throw new IllegalArgumentException(
          "elasticsearch.hosts takes http(s)://host:port, with credentials in their own settings");
    }
  }
}
