package dev.groundswell.pipelines.decide;

import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.RuleStatus;

/** Who is paged for what: only rules that have proven themselves page. */
final class DispositionPolicy {

  private DispositionPolicy() {}

  static Disposition of(Detection detection) {
    return detection.getRuleStatus() == RuleStatus.stable
        ? Disposition.notified
        : Disposition.shadow;
  }
}
