package dev.groundswell.pipelines.decide;

import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.PagedAlert;
import dev.groundswell.schemas.RuleStatus;
import java.io.Serializable;
import java.time.Duration;

/**
 * Who is paged for what: only rules that have proven themselves page, and for one group not again
 * and again.
 *
 * @param suppression how long after a page the same says nothing new
 */
record DispositionPolicy(Duration suppression) implements Serializable {

  /**
   * Decides about a detection. What is earlier than the page, as in a backlog, repeats it too.
   *
   * @param paged what its rule paged for last in its group; null if nothing, or if it is forgotten
   */
  Disposition of(Detection detection, PagedAlert paged) {
    if (detection.getRuleStatus() != RuleStatus.stable) {
      return Disposition.shadow;
    }
    return paged == null || suppression.isZero() || detection.getLast() >= forgottenAt(paged)
        ? Disposition.notified
        : Disposition.suppressed;
  }

  /** The event time from which on the same would page again, ms since 1970-01-01 UTC. */
  long forgottenAt(PagedAlert paged) {
    return paged.getLast() + suppression.toMillis();
  }
}
