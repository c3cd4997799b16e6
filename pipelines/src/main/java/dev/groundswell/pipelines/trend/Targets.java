package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TelemetryEvent;
import java.util.ArrayList;
import java.util.List;

/** The targets that an event reached. */
final class Targets {

  private Targets() {}

  static List<Target> of(TelemetryEvent event) {
    return of(
        event.getServiceName(),
        event.getGenAiRequestModel(),
        event.getGenAiOperationName(),
        event.getCloudRegion(),
        event.getSafetyHarms());
  }

  static List<Target> of(EventSummary event) {
    return of(
        event.getServiceName(),
        event.getGenAiRequestModel(),
        event.getGenAiOperationName(),
        event.getCloudRegion(),
        event.getSafetyHarms());
  }

  /** Whether requests reach targets of the kind, abusive or not. */
  static boolean hasExposure(TargetKind kind) {
    return kind != TargetKind.harm;
  }

  private static List<Target> of(
      String product, String model, String operation, String region, List<String> harms) {
    List<Target> targets = new ArrayList<>(6 + harms.size());
    add(targets, TargetKind.product, product);
    add(targets, TargetKind.model, model);
    add(targets, TargetKind.operation, operation);
    add(targets, TargetKind.region, region);
    if (product != null && model != null) {
      targets.add(Target.pair(TargetKind.product_model, product, model));
    }
    if (product != null && region != null) {
      targets.add(Target.pair(TargetKind.product_region, product, region));
    }
    harms.forEach(harm -> add(targets, TargetKind.harm, harm));
    return targets;
  }

  private static void add(List<Target> targets, TargetKind kind, String value) {
    if (value != null) {
      targets.add(new Target(kind, value));
    }
  }
}
