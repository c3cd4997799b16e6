package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.EventCategory;
import java.time.Duration;
import java.util.List;

/**
 * At least five failed logins of one user within thirty minutes, then within thirty minutes of them
 * a login, a new API key and a call.
 */
final class AccountTakeover implements Scenario {

  private static final int BAR = 5;
  private static final Duration WINDOW = Duration.ofMinutes(30);
  private static final Duration LONGEST_GUESSING = Duration.ofMinutes(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(150);
  private static final long SHORTEST_GUESSING_MS = 2_000;

  @Override
  public String rule() {
    return "account_takeover_abuse";
  }

  @Override
  public List<Producer> producers() {
    return List.of(Producer.CANONICAL, Producer.AWS);
  }

  @Override
  public Duration outsideWindow() {
    return Duration.ofMinutes(38);
  }

  @Override
  public void complete(Script script) {
    Actor user = script.user();
    long guessed = guess(script, user, script.count(BAR, 12));
    long login = guessed + pause(script);
    long key = login + pause(script);
    long use = key + pause(script);
    script.chatter(user, 2, 0, login);
    script.login(user, login);
    script.keyCreated(user, key);
    Actor intruder = user.with(user.apiKey() + "-new");
    script.completedBy(script.answered(intruder, use, script.text()));
    script.chatter(
        intruder,
        4,
        use + Script.STEP_MS,
        use + Script.STEP_MS + script.atMost(Duration.ofMinutes(5), 0.1));
  }

  @Override
  public void oneStepShort(Script script) {
    Actor user = script.user();
    int missing = script.count(0, tellsResets(script) ? 4 : 3);
    long guessed = guess(script, user, missing == 0 ? BAR - 1 : script.count(BAR, 8));
    long reset = guessed + pause(script);
    long login = reset + pause(script);
    long key = login + pause(script);
    long use = key + pause(script);
    script.chatter(user, 2, 0, login);
    if (missing == 4) { // The owner forgot the password.
      script.administered(user, reset, EventCategory.auth, "password.reset", true);
    }
    if (missing != 1) {
      script.login(user, login);
    }
    if (missing != 2) {
      script.keyCreated(user, key);
    }
    if (missing != 3) {
      script.answered(user, use, script.text());
    }
  }

  @Override
  public void outsideWindow(Script script) {
    Actor user = script.user();
    long guessed;
    long use;
    if (script.count(0, 1) == 0) {
      guessed = script.between(SHORTEST_GUESSING_MS, 120_000);
      for (long at : script.times(script.count(BAR, 8), 0, guessed)) {
        script.failedLogin(user, at);
      }
      use = guessed + script.justOutside(WINDOW);
    } else {
      long[] guesses = script.stretched(BAR, WINDOW);
      for (long at : guesses) {
        script.failedLogin(user, at);
      }
      guessed = guesses[BAR - 1];
      use = guessed + script.between(3 * 60_000, 5 * 60_000);
    }
    long login = guessed + script.between(Script.STEP_MS, 60_000);
    script.login(user, login);
    script.keyCreated(user, login + script.between(Script.STEP_MS, 60_000));
    script.answered(user, use, script.text());
  }

  @Override
  public void split(Script script) {
    List<Actor> users = List.of(script.user(), script.user(), script.user());
    for (Actor user : users) {
      Actor guesser = user.at(users.get(0));
      long login = guess(script, guesser, script.count(2, BAR - 1)) + pause(script);
      long key = login + pause(script);
      script.login(guesser, login);
      script.keyCreated(guesser, key);
      script.answered(guesser, key + pause(script), script.text());
    }
  }

  /** Fails to log in a number of times; returns when it was over. */
  private static long guess(Script script, Actor user, int failures) {
    long span = script.between(SHORTEST_GUESSING_MS, script.atMost(LONGEST_GUESSING, 0.4));
    for (long at : script.times(failures, 0, span)) {
      script.failedLogin(user, at);
    }
    return span;
  }

  /** The log of AWS tells of resets by the owner of the account only. */
  private static boolean tellsResets(Script script) {
    return script.producer() == Producer.CANONICAL;
  }

  private static long pause(Script script) {
    return script.between(Script.STEP_MS, script.atMost(LONGEST_PAUSE, 0.1));
  }
}
