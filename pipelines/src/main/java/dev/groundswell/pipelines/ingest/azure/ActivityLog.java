package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.pipelines.ingest.format.DerivedId;
import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.pipelines.ingest.json.JsonFields;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Azure's activity log: who changed what, through Resource Manager. An operation is reported when
 * it starts and when it ends; the end is the event.
 */
final class ActivityLog {

  private static final String CLAIM = "http://schemas.microsoft.com/identity/claims/";
  private static final String NAME = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

  private ActivityLog() {}

  static Optional<TelemetryEvent> event(AzureRecord log) throws Refusal {
    Optional<AzureOperation> operation = AzureOperation.of("Activity", log.operation(), log);
    EventOutcome outcome = outcome(log.fields().text("resulttype"));
    if (operation.isEmpty() || outcome == null) {
      return Optional.empty();
    }
    TelemetryEvent event =
        log.event(operation.get())
            .setEventOutcome(outcome)
            .setErrorType(outcome == EventOutcome.failed ? errorType(log.fields()) : null)
            .setUserId(user(log.fields().json("identity")))
            .build();
    if (!event.getEventId().isEmpty()) {
      // All that one deployment changes shares a correlation id.
      String what = DerivedId.of(log.operation().toLowerCase(Locale.ROOT), log.resource());
      event.setEventId(event.getEventId() + '/' + what);
    }
    CallerAddress.set(event, log.fields().text("calleripaddress"));
    return Optional.of(event);
  }

  /** How an operation ended; null if it has not. */
  private static EventOutcome outcome(String resultType) {
    return switch (resultType == null ? "" : resultType.toLowerCase(Locale.ROOT)) {
      case "success", "succeeded" -> EventOutcome.success;
      case "failure", "failed" -> EventOutcome.failed;
      default -> null;
    };
  }

  /** The reason in a signature such as {@code Failed.Forbidden}. */
  private static String errorType(JsonFields fields) {
    String signature = fields.text("resultsignature");
    if (signature == null) {
      return fields.text("statuscode");
    }
    String reason = signature.substring(signature.indexOf('.') + 1);
    return reason.isEmpty() ? fields.text("statuscode") : reason;
  }

  /** The object id of the caller, as the logs of the resources have it; else the next best name. */
  private static String user(JsonFields identity) {
    JsonFields claims = identity.at("claims");
    return Stream.of(
            claims.text(CLAIM + "objectidentifier"),
            identity.text("authorization", "evidence", "principalId"),
            claims.text(NAME + "upn"),
            claims.text("appid"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
