package dev.groundswell.local.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Texts that everybody sends, shared out so that one organisation stays below the bar of
 * duplicates: a window of five minutes, with a second of disorder, touches at most three of the
 * fixed buckets that are counted here, and 3 x 6 is below 20.
 */
final class CommonPrompts {

  private static final int PER_BUCKET = 6;
  private static final long BUCKET_MS = Duration.ofMinutes(5).toMillis();

  private final long[] bucket;
  private final int[] sent;

  CommonPrompts(int organizations) {
    this.bucket = new long[organizations * Prompts.COMMON.size()];
    this.sent = new int[bucket.length];
    Arrays.fill(bucket, Long.MIN_VALUE);
  }

  /** A text that the organisation may send now; empty if it has sent this one often enough. */
  Optional<String> draw(int organization, long nowMs, SplittableRandom random) {
    int prompt = random.nextInt(Prompts.COMMON.size());
    int slot = organization * Prompts.COMMON.size() + prompt;
    long current = Math.floorDiv(nowMs, BUCKET_MS);
    if (bucket[slot] != current) {
      bucket[slot] = current;
      sent[slot] = 0;
    }
    if (sent[slot] == PER_BUCKET) {
      return Optional.empty();
    }
    sent[slot]++;
    return Optional.of(Prompts.COMMON.get(prompt));
  }
}
