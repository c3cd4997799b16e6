package dev.groundswell.pipelines.ingest;

import dev.groundswell.pipelines.ingest.content.ContentReader;
import dev.groundswell.pipelines.ingest.content.SecretKind;
import dev.groundswell.pipelines.ingest.format.EventLimits;
import dev.groundswell.pipelines.ingest.verdict.Objection;
import dev.groundswell.schemas.AtlasTechniques;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.SourceItem;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * Makes a valid event fit to leave ingest, in place: identities become pseudonyms, text is dropped
 * after its features are taken, places are blurred, strings are cut, and {@code safety.*} is
 * derived.
 */
final class EventNormalizer {

  private final Pseudonymizer pseudonyms;
  private final ContentReader content;

  EventNormalizer(Pseudonymizer pseudonyms, ContentReader content) {
    this.pseudonyms = pseudonyms;
    this.content = content;
  }

  /** The event of an item, or of its part, with its way back to the source. */
  TelemetryEvent normalized(SourceItem item) {
    TelemetryEvent event = ItemEvent.of(item);
    event.setEventObserved(item.getTime());
    event.setEventReference(DeadLetters.reference(item));
    normalize(event);
    return event;
  }

  void normalize(TelemetryEvent event) {
    settleWhetherCall(event);
    dropText(event);
    pseudonymise(event);
    blurLocation(event);
    event.setVerdicts(event.getVerdicts().stream().map(this::normalized).toList());
    cutStrings(event);
    deriveSafety(event);
  }

  /**
   * What names another event as its call is none itself, whatever its producer says it is: a rule
   * that counts calls, or uses of a key, would count the verdict about one as another.
   */
  private static void settleWhetherCall(TelemetryEvent event) {
    String call = event.getCallId();
    event.setCallBlocked(null); // the call itself says so, if it is found
    if (call == null) {
      return;
    }
    // No call is blank, and all that name it would be kept in one place. What names itself has a
    // producer that fills the field everywhere.
    if (call.isBlank() || call.equals(event.getEventId())) {
      event.setCallId(null);
    } else {
      event.setEventCategory(EventCategory.guardrail);
      event.setEventOutcome(EventOutcome.unknown);
    }
  }

  private void dropText(TelemetryEvent event) {
    String text = event.getContentInputText();
    if (text == null) {
      // Not the name of the text's own: what a producer sends here is taken as it is.
      event.setContentInputHmac(pseudonyms.of("producer.hmac", event.getContentInputHmac()));
      event.setContentInputSecrets(SecretKind.known(event.getContentInputSecrets()));
    } else {
      event.setContentInputHmac(pseudonyms.ofText("content.input", text));
      content.read(text, isSuspicious(event)).writeTo(event);
      event.setContentInputText(null);
    }
  }

  private static boolean isSuspicious(TelemetryEvent event) {
    return event.getEventOutcome() == EventOutcome.blocked || Objection.anyOf(event.getVerdicts());
  }

  private void pseudonymise(TelemetryEvent event) {
    pseudonymiseAddress(event);
    event.setUserId(pseudonyms.of("user.id", event.getUserId()));
    event.setApiKeyId(pseudonyms.of("api_key.id", event.getApiKeyId()));
    event.setSessionId(pseudonyms.of("session.id", event.getSessionId()));
    event.setOrganizationId(pseudonyms.of("organization.id", event.getOrganizationId()));
    event.setDeviceId(pseudonyms.of("device.id", event.getDeviceId()));
    event.setGenAiConversationId(
        pseudonyms.of("gen_ai.conversation.id", event.getGenAiConversationId()));
    event.setToolArgumentsHmac(pseudonyms.of("tool.arguments", event.getToolArgumentsHmac()));
    event.setPseudonymKeyId(pseudonyms.keyId());
  }

  private void pseudonymiseAddress(TelemetryEvent event) {
    String given = event.getClientAddress();
    Optional<ClientAddress> address = Optional.ofNullable(given).flatMap(ClientAddress::parse);
    String subnet =
        given == null ? event.getClientSubnet() : address.map(ClientAddress::subnet).orElse(null);
    event.setClientSubnet(pseudonyms.of("client.subnet", subnet));
    event.setClientAddress(
        pseudonyms.of("client.address", address.map(ClientAddress::text).orElse(given)));
  }

  /** A tenth of a degree, some ten kilometres: enough for distances, no longer an address. */
  private static void blurLocation(TelemetryEvent event) {
    event.setClientGeoLat(blurred(event.getClientGeoLat()));
    event.setClientGeoLon(blurred(event.getClientGeoLon()));
  }

  private static Double blurred(Double degrees) {
    return degrees == null ? null : Math.round(degrees * 10) / 10.0;
  }

  private Verdict normalized(Verdict verdict) {
    verdict.setDetector(cut(verdict.getDetector()));
    verdict.setHarm(cut(verdict.getHarm()));
    verdict.setSubject(pseudonyms.of("verdict.subject", verdict.getSubject()));
    if (verdict.getTechnique() != null) {
      verdict.setTechnique(AtlasTechniques.known(verdict.getTechnique()));
    }
    return verdict;
  }

  /** Cuts what is longer than an event holds, in place. */
  static void cutStrings(TelemetryEvent event) {
    for (Schema.Field field : event.getSchema().getFields()) {
      if (event.get(field.pos()) instanceof String value
          && value.length() > EventLimits.STRING_LENGTH) {
        event.put(field.pos(), cut(value));
      }
    }
    event.setGenAiResponseFinishReasons(cut(event.getGenAiResponseFinishReasons()));
    event.setContentInputEncodings(cut(event.getContentInputEncodings()));
    Map<String, String> labels = new HashMap<>();
    event.getLabels().forEach((key, value) -> labels.put(cut(key), cut(value)));
    event.setLabels(labels);
  }

  static void deriveSafety(TelemetryEvent event) {
    List<Verdict> against = event.getVerdicts().stream().filter(Objection::isOne).toList();
    event.setSafetyBlocked(
        event.getEventOutcome() == EventOutcome.blocked
            || event.getVerdicts().stream()
                .anyMatch(verdict -> verdict.getAction() == VerdictAction.block));
    event.setSafetyTechniques(distinct(against.stream().map(Verdict::getTechnique).toList()));
    event.setSafetyHarms(distinct(against.stream().map(Verdict::getHarm).toList()));
    event.setSafetyDetectors(distinct(against.stream().map(Verdict::getDetector).toList()));
    event.setSafetyMaxSeverity(
        event.getVerdicts().stream()
            .map(Verdict::getSeverity)
            .filter(Objects::nonNull)
            .max(Integer::compare)
            .orElse(null));
    event.setSafetyMaxScore(
        event.getVerdicts().stream()
            .map(Verdict::getScore)
            .filter(Objects::nonNull)
            .max(Double::compare)
            .orElse(null));
  }

  private static List<String> distinct(Collection<String> values) {
    TreeSet<String> sorted = new TreeSet<>();
    values.stream().filter(Objects::nonNull).forEach(sorted::add);
    return List.copyOf(sorted);
  }

  private static List<String> cut(List<String> values) {
    List<String> cut = new ArrayList<>(values.size());
    values.forEach(value -> cut.add(cut(value)));
    return cut;
  }

  private static String cut(String value) {
    return value == null || value.length() <= EventLimits.STRING_LENGTH
        ? value
        : value.substring(0, EventLimits.STRING_LENGTH);
  }
}
