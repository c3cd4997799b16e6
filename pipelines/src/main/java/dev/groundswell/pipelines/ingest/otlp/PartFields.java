package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.PartRole;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TelemetryField;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which fields of the event a part fills, by its role, and how. */
final class PartFields {

  /** What is true of all that happens within a span. */
  static final List<String> JOINED =
      List.of(
          "user.id",
          "session.id",
          "organization.id",
          "client.address",
          "client.subnet",
          "user_agent.original",
          "gen_ai.conversation.id",
          "gen_ai.agent.id");

  /** Who acted: in a trace that knows one, it is the same everywhere. */
  static final Set<String> ACTOR =
      Set.of(
          "user.id",
          "session.id",
          "organization.id",
          "client.address",
          "client.subnet",
          "user_agent.original");

  static final String RESPONSE_ID = "gen_ai.response.id";
  static final String STATUS_CODE = "http.response.status_code";

  private static final String LABEL = "labels.";
  private static final Pattern CODE = Pattern.compile("[\\w.$:-]{1,128}");
  private static final Pattern STATUS = Pattern.compile("\\d{3}");
  private static final Set<String> OF_TOOLS =
      Set.of("gen_ai.tool.name", "gen_ai.tool.call.id", "tool.arguments.hmac");

  /** Of the agent of whoever called the service, or of the library that calls the model. */
  private static final Set<String> OF_CLIENTS = Set.of("client.address", "user_agent.original");

  private PartFields() {}

  /** Fills what attributes say into an event. */
  static void fill(TelemetryEvent event, PartRole role, Facts facts) throws Refusal {
    for (String field : Aliases.fields()) {
      if (facts.has(field) && isOf(role, field)) {
        set(event, field, facts);
      }
    }
    putLabel(event, STATUS_CODE, status(facts));
    if (role == PartRole.model_call) {
      putLabel(event, RESPONSE_ID, facts.text(LABEL + RESPONSE_ID));
      event.setErrorType(errorType(facts));
    }
  }

  /** The status of the answer over HTTP, if an attribute has it; else null. */
  static String sentStatus(Facts facts) {
    return facts.has(LABEL + STATUS_CODE) ? status(facts) : null;
  }

  /** The status of the answer over HTTP, or the one that the error's class implies, or null. */
  static String status(Facts facts) {
    String status = facts.text(LABEL + STATUS_CODE);
    return status != null && STATUS.matcher(status).matches() ? status : null;
  }

  /** The class of an error; null if there is none, or if it says nothing. */
  static String errorType(Facts facts) {
    String type = facts.text("error.type");
    return type != null && CODE.matcher(type).matches() ? type : null;
  }

  private static boolean isOf(PartRole role, String field) {
    if (field.startsWith(LABEL) || field.equals("error.type")) {
      return false;
    }
    return switch (role) {
      case model_call -> !OF_TOOLS.contains(field) && !OF_CLIENTS.contains(field);
      case tool_call -> !field.startsWith("gen_ai.usage") && !OF_CLIENTS.contains(field);
      case message -> JOINED.contains(field) && !OF_CLIENTS.contains(field);
      case wrapper, context -> JOINED.contains(field);
      case http -> false;
    };
  }

  private static void set(TelemetryEvent event, String name, Facts facts) throws Refusal {
    TelemetryField field = TelemetryField.named(name).orElse(null);
    if (field == null) {
      return; // A word that only reading knows.
    }
    if (name.equals("tool.arguments.hmac")) {
      event.setToolArgumentsHmac(facts.raw(name));
      return;
    }
    Object value =
        switch (field.type()) {
          case STRING -> facts.text(name);
          case LONG -> facts.number(name);
          case DOUBLE -> facts.decimal(name);
          case STRINGS -> facts.texts(name);
          case BOOLEAN, ENUM -> throw new IllegalStateException("no attribute fills " + name);
        };
    event.put(field.position(), value);
  }

  private static void putLabel(TelemetryEvent event, String key, String value) {
    if (value != null) {
      event.getLabels().put(key, value);
    }
  }
}
