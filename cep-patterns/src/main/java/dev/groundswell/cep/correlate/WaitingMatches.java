package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.OpenGroup;
import dev.groundswell.schemas.StepMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.state.KeyedStateStore;

/**
 * Matches of the current key that wait for the watermark. The first few are kept with what else is
 * known of the group, as one state; what comes while those wait, each by itself.
 */
final class WaitingMatches {

  /** So many are written anew by every one that is added, on a state backend that writes. */
  static final int KEPT_WITH_GROUP = 8;

  private static final Comparator<StepMatch> ORDER =
      Comparator.comparing(StepMatch::getEvent, EventOrder.COMPARATOR);

  private final MatchBuffer more;

  WaitingMatches(KeyedStateStore store) {
    this.more = new MatchBuffer(store);
  }

  /** Adds a match, unless one of the same event waits already; says whether it did. */
  boolean add(OpenGroup group, StepMatch match) throws Exception {
    List<StepMatch> waiting = group.getWaiting();
    long time = match.getEvent().getEventTime();
    for (StepMatch other : waiting) {
      if (isSame(match.getEvent(), other.getEvent())) {
        return false;
      }
    }
    if (group.getMore() == Due.NEVER && waiting.size() < KEPT_WITH_GROUP) {
      waiting.add(match);
    } else if (more.add(match)) {
      group.setMore(Math.min(group.getMore(), time));
    } else {
      return false;
    }
    group.setWake(Math.min(group.getWake(), time));
    return true;
  }

  /** Takes out what the watermark has passed, in order. */
  List<StepMatch> takeUntil(OpenGroup group, long watermark) throws Exception {
    List<StepMatch> taken = new ArrayList<>(group.getWaiting().size());
    List<StepMatch> left = new ArrayList<>(1);
    long next = Due.NEVER;
    for (StepMatch match : group.getWaiting()) {
      long time = match.getEvent().getEventTime();
      if (time <= watermark) {
        taken.add(match);
      } else {
        left.add(match);
        next = Math.min(next, time);
      }
    }
    group.setWaiting(left);
    if (group.getMore() <= watermark) {
      group.setMore(more.takeUntil(watermark, taken));
    }
    group.setWake(Math.min(next, group.getMore()));
    taken.sort(ORDER);
    return taken;
  }

  private static boolean isSame(EventSummary one, EventSummary other) {
    return one.getEventTime() == other.getEventTime()
        && one.getEventId().equals(other.getEventId());
  }
}
