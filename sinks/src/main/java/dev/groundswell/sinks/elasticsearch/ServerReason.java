package dev.groundswell.sinks.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the server refused a document, without what was in it.
 *
 * <p>Elasticsearch quotes values in its reasons ("Preview of field's value: …"). Only the type of
 * the error, the type of its cause and the name of a field are taken over.
 */
final class ServerReason {

  private static final Pattern FIELD =
      Pattern.compile(
          "(?:(?:failed to parse|mapper for) field|dynamic introduction of) \\[([\\w.@-]{1,100})]");

  private ServerReason() {}

  static String of(int status, ErrorCause error) {
    if (error == null) {
      return "status " + status;
    }
    StringBuilder reason = new StringBuilder("status ").append(status).append(", ");
    reason.append(error.type());
    Optional.ofNullable(error.causedBy())
        .ifPresent(cause -> reason.append(" (").append(cause.type()).append(')'));
    Optional.ofNullable(error.reason())
        .map(FIELD::matcher)
        .filter(Matcher::find)
        .ifPresent(field -> reason.append(", field [").append(field.group(1)).append(']'));
    return reason.toString();
  }
}
