package dev.groundswell.local.simulator;

import java.time.Duration;
import java.util.Arrays;

/** Lets each user begin something again only after a time: so no honest user adds up to abuse. */
final class Budget {

  private final long[] nextAllowedMs;
  private final long apartMs;

  Budget(int users, Duration apart) {
    this.nextAllowedMs = new long[users];
    Arrays.fill(nextAllowedMs, Long.MIN_VALUE);
    this.apartMs = apart.toMillis();
  }

  boolean isFree(int user, long nowMs) {
    return nowMs >= nextAllowedMs[user];
  }

  boolean take(int user, long nowMs) {
    if (!isFree(user, nowMs)) {
      return false;
    }
    nextAllowedMs[user] = nowMs + apartMs;
    return true;
  }
}
