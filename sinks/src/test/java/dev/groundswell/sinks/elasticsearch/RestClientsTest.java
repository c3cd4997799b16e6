package dev.groundswell.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("K1")
class RestClientsTest {

  private static final String PASSWORD = "only-for-this-test";
  private static final Queue<String> AUTHORIZATIONS = new ConcurrentLinkedQueue<>();

  @TempDir private static Path directory;

  private static Path ca;
  private static HttpsServer server;

  @BeforeAll
  static void startServer() throws Exception {
    Path store = directory.resolve("server.p12");
    ca = directory.resolve("ca.pem");
    keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=ip:127.0.0.1");
    keytool(store, "-exportcert", "-rfc", "-file", ca.toString());
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity(store)));
    server.createContext(
        "/",
        exchange -> {
          AUTHORIZATIONS.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stopServer() {
    server.stop(0);
  }

  @Test
  void trustsTheConfiguredAuthorityAndPresentsTheCredentials() throws IOException {
    try (RestClient client = RestClients.open(config(ca.toString()))) {
      client.performRequest(new Request("GET", "/"));
    }

    assertThat(AUTHORIZATIONS).containsExactly("ApiKey secret");
  }

  @Test
  void trustsNobodyElse() throws IOException {
    try (RestClient client = RestClients.open(config(null))) {
      assertThatThrownBy(() -> client.performRequest(new Request("GET", "/")))
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void anAuthorityThatCannotBeReadIsRefusedByName() throws IOException {
    Path notACertificate = Files.writeString(directory.resolve("empty.pem"), "nothing");

    assertThatThrownBy(() -> RestClients.open(config("/does/not/exist.pem")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("elasticsearch.ca");
    assertThatThrownBy(() -> RestClients.open(config(notACertificate.toString())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("elasticsearch.ca");
  }

  private static ElasticsearchConfig config(String caPath) {
    return new ElasticsearchConfig(
        List.of(URI.create("https://127.0.0.1:" + server.getAddress().getPort())),
        new Credentials.ApiKey("secret"),
        caPath,
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30));
  }

  private static SSLContext identity(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path store, String... arguments) throws Exception {
    ProcessBuilder keytool =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    keytool.command().addAll(List.of(arguments));
    keytool
        .command()
        .addAll(List.of("-alias", "server", "-keystore", store.toString(), "-storepass", PASSWORD));
    assertThat(keytool.inheritIO().start().waitFor()).isZero();
  }
}
