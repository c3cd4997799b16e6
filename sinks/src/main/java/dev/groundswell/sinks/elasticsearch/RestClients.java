package dev.groundswell.sinks.elasticsearch;

import co.elastic.clients.transport.TransportUtils;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** Opens connections as configured. */
final class RestClients {

  private RestClients() {}

  static RestClient open(ElasticsearchConfig config) throws IOException {
    HttpHost[] hosts = config.hosts().stream().map(RestClients::host).toArray(HttpHost[]::new);
    int connectMillis = Math.toIntExact(config.connectTimeout().toMillis());
    int requestMillis = Math.toIntExact(config.requestTimeout().toMillis());
    RestClientBuilder builder =
        RestClient.builder(hosts)
            .setRequestConfigCallback(
                request ->
                    request.setConnectTimeout(connectMillis).setSocketTimeout(requestMillis));
    config
        .credentials()
        .authorization()
        .ifPresent(
            value ->
                builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", value)}));
    if (config.ca().isPresent()) {
      SSLContext trust = trust(config.ca().get());
      builder.setHttpClientConfigCallback(http -> http.setSSLContext(trust));
    }
    return builder.build();
  }

  private static SSLContext trust(String caPath) throws IOException {
    try {
      return TransportUtils.sslContextFromHttpCaCrt(new File(caPath));
    } catch (IOException | RuntimeException e) {
      throw new IOException("elasticsearch.ca: cannot read a certificate from " + caPath, e);
    }
  }

  private static HttpHost host(URI uri) {
    return new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme());
  }
}
