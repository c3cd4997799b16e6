package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.TelemetryEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Benign stories of several events. A story is laid out when it begins; each step waits here until
 * a turn of the traffic at or after its time takes it.
 *
 * <p>No story can cross a rule's bar: a user begins one of a kind at most once per {@link
 * #APART_BLOCKED}, {@link #APART_AUTH} or {@link #APART_ROAMING}, far longer than a story and a
 * rule's window together, and each story that repeats a text has a text of its own.
 */
final class HonestEpisodes {

  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final Duration APART_BLOCKED = Duration.ofMinutes(30);
  private static final Duration APART_AUTH = Duration.ofMinutes(70);
  private static final Duration APART_ROAMING = Duration.ofMinutes(30);
  private static final int SPAN_SHARE = 4;

  /** A step that waits for its time, in milliseconds of event time since the run's start. */
  private record Step(
      long atMs, long order, int user, Function<RequestTrace.Request, TelemetryEvent> event) {}

  private final Population population;
  private final LongSupplier textNumbers;
  private final SplittableRandom random;
  private final long longestMs;
  private final Budget blocked;
  private final Budget auth;
  private final Budget roaming;
  private final PriorityQueue<Step> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Step::atMs).thenComparingLong(Step::order));
  private long order;

  /**
   * @param span event time of the run: stories are shortened to fit into a short one
   */
  HonestEpisodes(
      Population population, LongSupplier textNumbers, Duration span, SplittableRandom random) {
    this.population = population;
    this.textNumbers = textNumbers;
    this.random = random;
    this.longestMs = Math.min(LONGEST.toMillis(), span.toMillis() / SPAN_SHARE);
    this.blocked = new Budget(population.users(), APART_BLOCKED);
    this.auth = new Budget(population.users(), APART_AUTH);
    this.roaming = new Budget(population.users(), APART_ROAMING);
  }

  /** The earliest step whose time has come. */
  Optional<Turn> due(long nowMs, RequestTrace.Request sizes) {
    Step step = waiting.peek();
    if (step == null || step.atMs() > nowMs) {
      return Optional.empty();
    }
    waiting.remove();
    return Optional.of(
        new Turn(step.user(), population.producer(step.user()), step.event().apply(sizes)));
  }

  /** Begins to be blocked; false if the user was blocked not long ago. */
  boolean rewrite(long nowMs) {
    int user = population.draw(random);
    if (!blocked.take(user, nowMs)) {
      return false;
    }
    String text = Prompts.unique(textNumbers.getAsLong());
    int blocks = between(1, 4);
    long at = nowMs;
    for (int attempt = 0; attempt < blocks; attempt++) {
      String attempted = Prompts.rephrased(text, attempt);
      later(
          at,
          user,
          sizes ->
              Activity.blocked(
                  population.actor(user),
                  Product.CHAT,
                  sizes,
                  attempted,
                  Verdicts.denied(population.producer(user), random)));
      at += pause(blocks);
    }
    later(at, user, sizes -> answered(user, Product.CHAT, sizes, Prompts.rephrased(text, blocks)));
    return true;
  }

  /** Whether the user was blocked not long ago: what is objected to now would be a variation. */
  boolean wasBlocked(int user, long nowMs) {
    return !blocked.isFree(user, nowMs);
  }

  void retry(long nowMs) {
    int user = population.draw(random);
    String text = Prompts.unique(textNumbers.getAsLong());
    int copies = between(2, 8);
    for (int copy = 0; copy < copies; copy++) {
      long at = copy == 0 ? nowMs : nowMs + random.nextLong(longestMs);
      later(at, user, sizes -> answered(user, Product.CODE, sizes, text));
    }
  }

  void popularPrompt(long nowMs) {
    int organization = population.organizationOf(population.draw(random));
    String text = Prompts.unique(textNumbers.getAsLong());
    int copies = between(8, 15);
    for (int copy = 0; copy < copies; copy++) {
      int user = population.drawMember(organization, random);
      long at = copy == 0 ? nowMs : nowMs + random.nextLong(longestMs);
      later(at, user, sizes -> answered(user, Product.CHAT, sizes, text));
    }
  }

  /** Begins to mistype a password; false if the user did so not long ago. */
  boolean mistypedPassword(long nowMs) {
    int user = population.firstOf(() -> population.draw(random), Producer::reportsLogins);
    if (!auth.take(user, nowMs)) {
      return false;
    }
    int failures = between(1, 4);
    boolean wantsKey = random.nextInt(4) == 0;
    int steps = failures + 3;
    long at = nowMs;
    for (int failure = 0; failure < failures; failure++) {
      later(at, user, sizes -> Activity.login(population.actor(user), false));
      at += pause(steps);
    }
    later(at, user, sizes -> Activity.login(population.actor(user), true));
    if (wantsKey) {
      String text = Prompts.unique(textNumbers.getAsLong());
      at += pause(steps);
      later(at, user, sizes -> Activity.keyCreated(population.actor(user)));
      at += pause(steps);
      later(at, user, sizes -> answered(user, Product.CODE, sizes, text));
    }
    return true;
  }

  /** Begins to move from network to network; false if the user did so not long ago. */
  boolean roam(long nowMs) {
    int user = population.firstOf(() -> population.draw(random), Producer::namesKeys);
    if (!roaming.take(user, nowMs)) {
      return false;
    }
    Actor person = population.actor(user);
    Product product = Product.withKeyAndAddress(person.producer());
    List<Actor> places = population.atPlaces(person, between(2, 4), random);
    int calls = 2 * places.size();
    for (int call = 0; call < calls; call++) {
      Actor there = places.get(call % places.size());
      String text = Prompts.unique(textNumbers.getAsLong());
      long at = call == 0 ? nowMs : nowMs + random.nextLong(longestMs);
      later(at, user, sizes -> Activity.answered(there, product, sizes, text));
    }
    return true;
  }

  private TelemetryEvent answered(
      int user, Product product, RequestTrace.Request sizes, String text) {
    return Activity.answered(population.actor(user), product, sizes, text);
  }

  private void later(long atMs, int user, Function<RequestTrace.Request, TelemetryEvent> event) {
    waiting.add(new Step(atMs, order++, user, event));
  }

  private long pause(int steps) {
    return 1 + random.nextLong(Math.max(1, longestMs / steps));
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }
}
