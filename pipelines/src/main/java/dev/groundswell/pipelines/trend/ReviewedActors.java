package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.ReviewedActor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.apache.datasketches.hash.MurmurHash3;

/**
 * One reviewed call of each actor, and of so many actors: whoever is reviewed more often does not
 * pass more often for that. Which call and which actors stay is decided by their hashes (bottom-k
 * sampling, Cohen and Kaplan, PODC 2007), so that samples can be merged in any order.
 */
final class ReviewedActors {

  /** The share of so many that passed errs by three parts in a hundred. */
  static final int MOST = 256;

  private static final long SEED = 9001;

  private final TreeMap<Long, ReviewedActor> byActor = new TreeMap<>();

  void add(String actor, String call, boolean passed) {
    add(new ReviewedActor(hash(actor), hash(call), passed));
  }

  /** A sample of the actors in either. */
  static List<ReviewedActor> union(List<ReviewedActor> one, List<ReviewedActor> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    ReviewedActors union = new ReviewedActors();
    one.forEach(union::add);
    other.forEach(union::add);
    return union.toList();
  }

  private void add(ReviewedActor reviewed) {
    byActor.merge(reviewed.getActor(), reviewed, ReviewedActors::smallest);
    if (byActor.size() > MOST) {
      byActor.pollLastEntry();
    }
  }

  private static ReviewedActor smallest(ReviewedActor one, ReviewedActor other) {
    if (one.getCall() == other.getCall()) {
      // It became known between two verdicts that the call was blocked.
      return one.getPassed() ? other : one;
    }
    return one.getCall() < other.getCall() ? one : other;
  }

  List<ReviewedActor> toList() {
    return List.copyOf(byActor.values());
  }

  private static long hash(String text) {
    return MurmurHash3.hash(text.getBytes(StandardCharsets.UTF_8), SEED)[0];
  }
}
