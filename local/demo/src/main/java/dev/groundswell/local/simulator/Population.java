package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Users and organisations, all derived from an index: nothing is stored. A few users do most of the
 * work (Zipf, exponent 0.8), a few organisations have most of the users.
 */
final class Population {

  static final double NAT_SHARE = 0.4;

  private static final int USERS_PER_ORGANIZATION = 25;
  private static final double GOLDEN_SECTION = 0.618;
  private static final double ONE_MINUS_EXPONENT = 0.2;

  private static final String[] GIVEN = {
    "ada", "ben", "chen", "dana", "emre", "fatou", "gita", "hugo", "ines", "jonas", "kofi", "lena",
    "mira", "noor", "olga", "pablo", "quinn", "rosa", "sven", "tariq", "uma", "vera", "wei", "yara"
  };
  private static final String[] FAMILY = {
    "alvarez", "brandt", "cohen", "diallo", "eriksen", "ferrari", "garcia", "haddad", "ito",
    "jansen", "kumar", "lopez", "moreau", "nowak", "okafor", "petrov", "rossi", "silva", "tanaka"
  };
  private static final String[] COUNTRIES = {
    "US", "DE", "IN", "BR", "JP", "NG", "FR", "GB", "PL", "ID", "CA", "ES", "ZA", "NZ", "MX"
  };
  private static final String[] USER_AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/140.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15",
    "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile",
    "python-requests/2.32",
    "openai-python/1.99",
    "node-fetch/3.3",
    "okhttp/5.1"
  };

  /** Who reports of organisations, one after the other and over again. */
  private static final Producer[] PRODUCERS = {
    Producer.CANONICAL,
    Producer.AWS,
    Producer.OTEL_PROTO,
    Producer.CANONICAL,
    Producer.AZURE,
    Producer.OTEL_JSON
  };

  private final Seeded seeded;
  private final int users;
  private final long stride;
  private final int organizations;
  private final double zipfRange;
  private final int firstProducer;

  Population(Seeded seeded, int users) {
    this.seeded = seeded;
    this.users = users;
    this.stride = stride(users);
    this.organizations = Math.max(1, users / USERS_PER_ORGANIZATION);
    this.firstProducer = seeded.random(Seeded.Stream.PRODUCER, 0).nextInt(PRODUCERS.length);
    this.zipfRange = StrictMath.pow(users + 1.0, ONE_MINUS_EXPONENT) - 1;
  }

  int users() {
    return users;
  }

  int organizations() {
    return organizations;
  }

  /** A user, the busy ones more often. */
  int drawByActivity(SplittableRandom random) {
    double place = random.nextDouble() * zipfRange + 1;
    long rank = (long) StrictMath.pow(place, 1 / ONE_MINUS_EXPONENT) - 1;
    return (int) (rank * stride % users);
  }

  /**
   * How far the next busiest user is from the one before. No divisor is common with the number of
   * users, so that every user comes once; the golden section spreads the busy ones evenly over the
   * organisations, however many there are.
   */
  private static int stride(int users) {
    int stride = Math.max(1, (int) (users * GOLDEN_SECTION));
    while (!BigInteger.valueOf(stride).gcd(BigInteger.valueOf(users)).equals(BigInteger.ONE)) {
      stride++;
    }
    return stride;
  }

  /** A user, all alike. */
  int draw(SplittableRandom random) {
    return random.nextInt(users);
  }

  /**
   * Users fill the organisations in order of index; the size of organisation n falls as 1/sqrt(n).
   */
  int organizationOf(int user) {
    double place = (user + 0.5) / users;
    return (int) (place * place * organizations);
  }

  /** A member of an organisation, all alike. */
  int drawMember(int organization, SplittableRandom random) {
    return random.nextInt(firstMember(organization), firstMember(organization + 1));
  }

  private int firstMember(int organization) {
    return (int) Math.ceil(users * Math.sqrt((double) organization / organizations) - 0.5);
  }

  /** The first of the drawn users of whom a wanted producer reports. */
  int firstOf(IntSupplier draws, Predicate<Producer> wanted) {
    int user = draws.getAsInt();
    while (!wanted.test(producer(user))) {
      user = draws.getAsInt();
    }
    return user;
  }

  Producer producer(int user) {
    return producerOf(organizationOf(user));
  }

  /** Who reports what the members of an organisation do. */
  Producer producerOf(int organization) {
    return PRODUCERS[Math.floorMod(organization + firstProducer, PRODUCERS.length)];
  }

  Actor actor(int user) {
    return actor(user, organizationOf(user));
  }

  /** A person and an organisation; indices beyond the population are people who are not in it. */
  Actor actor(int user, int organization) {
    SplittableRandom traits = seeded.random(Seeded.Stream.USER, user);
    Identities identities =
        new Identities(
            producerOf(organization), seeded.value(Seeded.Stream.ORGANIZATION, organization));
    boolean behindNat = traits.nextDouble() < NAT_SHARE;
    return new Actor(
        identities.producer(),
        identities.user(pick(GIVEN, traits) + "." + pick(FAMILY, traits) + user),
        identities.organization(),
        identities.apiKey(traits.nextLong()),
        identities.session(traits.nextLong()),
        behindNat ? natAddress(organization) : ownAddress(user),
        64_496 + traits.nextInt(16),
        pick(COUNTRIES, traits),
        pick(USER_AGENTS, traits),
        identities.region(traits));
  }

  /** A person at home and at the places of others, each in a network of its own. */
  List<Actor> atPlaces(Actor person, int places, SplittableRandom random) {
    Map<String, Actor> byNetwork = new LinkedHashMap<>();
    byNetwork.put(person.network(), person);
    while (byNetwork.size() < places) {
      Actor there = person.at(actor(draw(random)));
      byNetwork.putIfAbsent(there.network(), there);
    }
    return List.copyOf(byNetwork.values());
  }

  /** From 198.18.0.0/15, set aside for benchmarks (RFC 2544). */
  private static String natAddress(int organization) {
    return "198." + (18 + (organization >> 16 & 1)) + dotted(organization);
  }

  /** From 100.64.0.0/10, set aside for carriers (RFC 6598). */
  private static String ownAddress(int user) {
    return "100." + (64 + (user >> 16 & 63)) + dotted(user);
  }

  private static String dotted(int low) {
    return "." + (low >> 8 & 255) + "." + (low & 255);
  }

  static String pick(String[] choices, SplittableRandom random) {
    return choices[random.nextInt(choices.length)];
  }
}
