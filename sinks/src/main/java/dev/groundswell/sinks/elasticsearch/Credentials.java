package dev.groundswell.sinks.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/** How to authenticate to Elasticsearch. None of them prints its secret. */
public sealed interface Credentials extends Serializable {

  /** Value of the {@code Authorization} header. */
  Optional<String> authorization();

  /** For servers without security, such as the local one. */
  record Anonymous() implements Credentials {
    @Override
    public Optional<String> authorization() {
      return Optional.empty();
    }
  }

  /**
   * An API key.
   *
   * @param encoded the key as Elasticsearch returns it in {@code encoded}
   */
  record ApiKey(String encoded) implements Credentials {
    public ApiKey {
      Objects.requireNonNull(encoded, "encoded");
    }

    @Override
    public Optional<String> authorization() {
      return Optional.of("ApiKey " + encoded);
    }

    @Override
    public String toString() {
      return "ApiKey[redacted]";
    }
  }

  /**
   * A user of the native or file realm.
   *
   * @param user name, printed
   * @param password password, never printed
   */
  record UserPassword(String user, String password) implements Credentials {
    public UserPassword {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }

    @Override
    public Optional<String> authorization() {
      byte[] pair = (user + ":" + password).getBytes(UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    @Override
    public String toString() {
      return "UserPassword[" + user + ", redacted]";
    }
  }
}
