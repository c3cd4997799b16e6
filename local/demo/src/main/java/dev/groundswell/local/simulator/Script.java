package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The draft of one planted story: who does what when. Times are milliseconds of event time since
 * the story's own start, which is a whole second of the run.
 */
final class Script {

  /**
   * Least time between two events whose order matters: a record's event time may lie up to a second
   * before its turn.
   */
  static final long STEP_MS = 1_500;

  /** Margin by which a near miss is outside a window, for the same reason. */
  static final long MARGIN_MS = 3_000;

  /**
   * One event of the story.
   *
   * @param atMs its turn
   * @param timeMs its event time, up to a second before its turn
   */
  record Step(long atMs, long timeMs, Treatment treatment, String eventId, TelemetryEvent event) {}

  private static final Comparator<Step> EVENT_ORDER =
      Comparator.comparingLong(Step::timeMs).thenComparing(Step::eventId);

  private final Producer producer;
  private final Cast cast;
  private final RequestTrace trace;
  private final SplittableRandom random;
  private final long roomMs;
  private final List<Step> steps = new ArrayList<>();
  private Step completing;

  /**
   * @param producer who reports of everybody in the story
   * @param room longest that the story may last
   */
  Script(Producer producer, Cast cast, RequestTrace trace, Duration room, SplittableRandom random) {
    this.producer = producer;
    this.cast = cast;
    this.trace = trace;
    this.random = random;
    this.roomMs = room.toMillis();
  }

  /** A time of at most the limit that leaves room for the rest of the story. */
  long atMost(Duration limit, double shareOfRoom) {
    return Math.min(limit.toMillis(), (long) (roomMs * shareOfRoom));
  }

  /** A number from least to most, both included. */
  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  /** A while that at least keeps what follows in its place. */
  long pause(Duration longest, double shareOfRoom) {
    return between(STEP_MS, Math.max(STEP_MS, atMost(longest, shareOfRoom)));
  }

  /** A while that is longer than a rule's window. */
  long justOutside(Duration window) {
    return window.toMillis() + between(MARGIN_MS, 60_000);
  }

  /** Times at equal distances, the last of them just outside the window that the first opens. */
  long[] stretched(int count, Duration window) {
    long apart = justOutside(window) / (count - 1) + 1;
    long[] times = new long[count];
    Arrays.setAll(times, i -> i * apart);
    return times;
  }

  int count(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** Random times from one to another, in order. */
  long[] times(int count, long from, long to) {
    long[] times = new long[count];
    Arrays.setAll(times, i -> between(from, to));
    Arrays.sort(times);
    return times;
  }

  Producer producer() {
    return producer;
  }

  SplittableRandom random() {
    return random;
  }

  Actor user() {
    return cast.user(producer);
  }

  /** People of one organisation that nobody else belongs to. */
  List<Actor> crew(int size) {
    return cast.crew(producer, size);
  }

  /** Somebody at home and at the places of others, each in a network of its own. */
  List<Actor> atPlaces(Actor person, int places) {
    return cast.atPlaces(person, places);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A conversation of this story alone. */
  String conversation() {
    return "c-" + HexFormat.of().toHexDigits(random.nextLong());
  }

  /** A text of this story alone. */
  String text() {
    return Prompts.unique(random.nextLong());
  }

  /** The same, too long to be typed twice. */
  String longText() {
    return Prompts.uniqueLong(random.nextLong());
  }

  Step answered(Actor actor, long atMs, String text) {
    return happens(atMs, Activity.answered(actor, Product.CHAT, sizes(), text));
  }

  /** A call whose record names the key and the address. */
  Step keyUsed(Actor actor, long atMs) {
    return happens(
        atMs, Activity.answered(actor, Product.withKeyAndAddress(producer), sizes(), text()));
  }

  /** Ordinary calls at random times from one to another; none if there is no time between. */
  void chatter(Actor actor, int most, long from, long to) {
    for (long at : times(from < to ? count(0, most) : 0, from, to)) {
      answered(actor, at, text());
    }
  }

  Step blocked(Actor actor, long atMs, String text) {
    return happens(
        atMs,
        Activity.blocked(actor, Product.CHAT, sizes(), text, Verdicts.denied(producer, random)));
  }

  Step failedLogin(Actor actor, long atMs) {
    return happens(atMs, Activity.login(actor, false));
  }

  Step login(Actor actor, long atMs) {
    return happens(atMs, Activity.login(actor, true));
  }

  Step invalidCall(Actor actor, long atMs) {
    return happens(atMs, Activity.invalid(actor, Product.CHAT, sizes(), text()));
  }

  Step administered(
      Actor actor, long atMs, EventCategory category, String action, boolean success) {
    return happens(atMs, Activity.administered(actor, category, action, success));
  }

  Step keyCreated(Actor actor, long atMs) {
    return happens(atMs, Activity.keyCreated(actor));
  }

  /** The step at which the rule first holds. */
  void completedBy(Step step) {
    completing = step;
  }

  /** The step at which a number of them have happened, by event time, is the completing one. */
  void completedByNumber(int number, List<Step> counted) {
    completedBy(counted.stream().sorted(EVENT_ORDER).toList().get(number - 1));
  }

  /** The first of some steps, by event time. */
  static Step earliest(List<Step> steps) {
    return steps.stream().min(EVENT_ORDER).orElseThrow();
  }

  /** The steps by turn. */
  List<Step> steps() {
    return steps.stream().sorted(Comparator.comparingLong(Step::atMs)).toList();
  }

  /** From the start to the last turn. */
  long lengthMs() {
    return steps.stream().mapToLong(Step::atMs).max().orElseThrow();
  }

  /**
   * The truth about the story.
   *
   * @param startMs its start, milliseconds since 1970-01-01 UTC
   */
  Campaign campaign(String id, Scenario scenario, Campaign.Variant variant, long startMs) {
    List<Step> byTime = steps.stream().sorted(EVENT_ORDER).toList();
    return new Campaign(
        id,
        scenario.rule(),
        scenario.alongside(),
        variant.kind(),
        variant,
        steps.stream()
            .map(step -> producer.format(step.event()).wireName())
            .distinct()
            .sorted()
            .collect(Collectors.joining("+")),
        byTime.stream().map(Step::eventId).toList(),
        startMs + byTime.get(0).timeMs(),
        startMs + byTime.get(byTime.size() - 1).timeMs(),
        completing == null ? null : completing.eventId());
  }

  /** An event of the story. */
  Step happens(long atMs, TelemetryEvent event) {
    boolean early = random.nextDouble() < Treatment.OUT_OF_ORDER.share();
    long disorderMs = early ? between(1, Treatment.MOST_DISORDER.toMillis()) : 0;
    Treatment treatment = early ? Treatment.OUT_OF_ORDER : Treatment.PLAIN;
    Step step =
        new Step(
            atMs, producer.written(atMs, disorderMs), treatment, cast.eventId(producer), event);
    steps.add(step);
    return step;
  }

  /** Those of a request of the trace. */
  RequestTrace.Request sizes() {
    return trace.request(random.nextInt(trace.size()));
  }
}
