package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ElasticsearchConfigTest {

  private static final URI HOST = URI.create("http://127.0.0.1:9200");

  @Test
  @Tag("K2")
  void secretsAreNeverPrinted() {
    assertThat(with(HOST, new Credentials.ApiKey("planted-key")).toString())
        .doesNotContain("planted")
        .contains("redacted");
    assertThat(with(HOST, new Credentials.UserPassword("writer", "planted-password")).toString())
        .doesNotContain("planted")
        .contains("writer");
  }

  @Test
  @Tag("K2")
  void aPasswordInTheHostIsRefusedWithoutPrintingIt() {
    URI host = URI.create("http://writer:planted@127.0.0.1:9200");

    assertThatThrownBy(() -> ElasticsearchConfig.local(host))
        .hasMessageContaining("elasticsearch.hosts")
        .hasMessageNotContaining("planted");
  }

  @Test
  @Tag("K1")
  void credentialsBecomeAnAuthorizationHeader() {
    assertThat(new Credentials.Anonymous().authorization()).isEmpty();
    assertThat(new Credentials.ApiKey("abc").authorization()).hasValue("ApiKey abc");
    assertThat(new Credentials.UserPassword("user", "pass").authorization())
        .hasValue("Basic dXNlcjpwYXNz");
  }

  @Test
  void theLocalDefaultsAreShortToConnectAndPatientToStart() {
    assertThat(ElasticsearchConfig.local(HOST))
        .isEqualTo(
            new ElasticsearchConfig(
                List.of(HOST),
                new Credentials.Anonymous(),
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2)));
  }

  @Test
  void whatCannotWorkIsRefusedByName() {
    assertThatThrownBy(() -> ElasticsearchConfig.local(URI.create("search-1:9200")))
        .hasMessageContaining("elasticsearch.hosts");
    assertThatThrownBy(
            () ->
                new ElasticsearchConfig(
                    List.of(HOST),
                    new Credentials.Anonymous(),
                    null,
                    Duration.ofSeconds(5),
                    Duration.ZERO,
                    Duration.ofMinutes(2)))
        .hasMessageContaining("elasticsearch.request-timeout");
  }

  private static ElasticsearchConfig with(URI host, Credentials credentials) {
    return new ElasticsearchConfig(
        List.of(host),
        credentials,
        null,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2));
  }
}
