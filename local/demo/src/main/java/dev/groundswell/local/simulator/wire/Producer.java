package dev.groundswell.local.simulator.wire;

import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who reports what an actor does, and in which formats. All events of an actor come from one
 * producer, which may write several logs: no other knows the actor by the same name.
 */
@SuppressWarnings("ImmutableEnumChecker") // formats hold nothing that changes
public enum Producer {
  /** A service of our own, which reports canonical events. */
  CANONICAL(new CanonicalAvro()),
  /** Amazon Bedrock: model calls in its invocation log, everything else in CloudTrail. */
  AWS(new BedrockInvocationLog(), new CloudTrail(), Duration.ofSeconds(1)),
  /** Azure OpenAI behind API Management, whose gateway logs bodies. Knows nothing of logins. */
  AZURE(new AzureGatewayLog()),
  /** A service of ours that is instrumented with OpenTelemetry, whose Collector writes protobuf. */
  OTEL_PROTO(new OtlpProto()),
  /** The same, but the Collector writes JSON. */
  OTEL_JSON(new OtlpJson());

  private final WireFormat modelCalls;
  private final WireFormat everythingElse;
  private final long unitMs;

  Producer(WireFormat only) {
    this(only, only, Duration.ofMillis(1));
  }

  /**
   * @param unit smallest unit of time that its formats know
   */
  Producer(WireFormat modelCalls, WireFormat everythingElse, Duration unit) {
    this.modelCalls = modelCalls;
    this.everythingElse = everythingElse;
    this.unitMs = unit.toMillis();
  }

  /** The names of all formats that any producer writes. */
  public static List<String> wireNames() {
    return Arrays.stream(values())
        .flatMap(producer -> Stream.of(producer.modelCalls, producer.everythingElse))
        .map(WireFormat::wireName)
        .distinct()
        .toList();
  }

  /**
   * The format in which the event is written. What a judge says of a call afterwards is canonical,
   * whoever reported the call.
   */
  public WireFormat format(TelemetryEvent event) {
    if (event.getCallId() != null) {
      return CANONICAL.everythingElse;
    }
    return event.getEventCategory() == EventCategory.inference ? modelCalls : everythingElse;
  }

  /** Whether it also tells who logs in. */
  public boolean reportsLogins() {
    return this == CANONICAL || this == AWS;
  }

  /** How a key of that name is known beyond its organisation. */
  public String keyOf(String organization, String name) {
    return this == AZURE ? AzureGatewayLog.key(organization, name) : name;
  }

  /** Whether it also tells which key was used. */
  public boolean namesKeys() {
    return !isInstrumented();
  }

  /** Whether it also tells what a filter found in a call that was let through. */
  public boolean reportsWarnings() {
    return !isInstrumented();
  }

  /** How it names an event of its own: a call in a trace after the trace and its span. */
  public String eventId(UUID id) {
    if (!isInstrumented()) {
      return id.toString();
    }
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low) + "-" + hex.toHexDigits(high ^ low);
  }

  /**
   * The time that an event has once it is written, never after its turn. Where fractions of a unit
   * are cut off, that is disorder enough: more would let steps of a story change places.
   *
   * @param turnMs when it is due; like the result, milliseconds since any whole second
   * @param disorderMs by how much it should be early, at most a second
   */
  public long written(long turnMs, long disorderMs) {
    long latest = turnMs - (unitMs == 1 ? disorderMs : Math.min(disorderMs, 1));
    return latest - Math.floorMod(latest, unitMs);
  }

  private boolean isInstrumented() {
    return this == OTEL_PROTO || this == OTEL_JSON;
  }
}
