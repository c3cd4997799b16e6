package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.ingest.verdict.Objection;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The targets that an event reached. */
final class Targets {

  private static final Set<TargetKind> UNEXPOSED =
      Set.of(TargetKind.harm, TargetKind.tenant, TargetKind.subject);

  /** Kinds that are no pairs. */
  static final Set<TargetKind> SINGLE =
      EnumSet.of(
          TargetKind.product,
          TargetKind.model,
          TargetKind.operation,
          TargetKind.harm,
          TargetKind.region);

  /** Of a shift that is of all targets of a kind. */
  static final String ALL = "*";

  private Targets() {}

  static List<Target> of(TelemetryEvent event) {
    return of(
        event.getServiceName(),
        event.getGenAiRequestModel(),
        event.getGenAiOperationName(),
        event.getCloudRegion(),
        event.getOrganizationId(),
        event.getSafetyHarms(),
        subjects(event));
  }

  /** A detection does not say whom it was about. */
  static List<Target> of(EventSummary event) {
    return of(
        event.getServiceName(),
        event.getGenAiRequestModel(),
        event.getGenAiOperationName(),
        event.getCloudRegion(),
        event.getOrganizationId(),
        event.getSafetyHarms(),
        Set.of());
  }

  /** Whether it is a single one, and not what many have in common that have no name. */
  static boolean isNamed(Target target) {
    return SINGLE.contains(target.kind()) && !target.value().equals(NamingFunction.OTHER);
  }

  private static Set<String> subjects(TelemetryEvent event) {
    Set<String> subjects = new LinkedHashSet<>();
    for (Verdict verdict : event.getVerdicts()) {
      if (verdict.getSubject() != null && Objection.isOne(verdict)) {
        subjects.add(verdict.getSubject());
      }
    }
    return subjects;
  }

  /**
   * Whether requests of a target are counted, abusive or not. Those of tenants are not: there are
   * too many of them to count every request for.
   */
  static boolean hasExposure(TargetKind kind) {
    return !UNEXPOSED.contains(kind);
  }

  /** Whether targets may be named in metrics: people and customers may not. */
  static boolean isShown(TargetKind kind) {
    return kind != TargetKind.tenant && kind != TargetKind.subject;
  }

  /** Whether all that reaches a target of the one kind reaches the same one of the other. */
  static boolean includes(TargetKind kind, TargetKind other) {
    return switch (kind) {
      case product_model -> other == TargetKind.product || other == TargetKind.model;
      case product_region -> other == TargetKind.product || other == TargetKind.region;
      case product, model, operation, harm, region, tenant, subject, other -> kind == other;
    };
  }

  private static List<Target> of(
      String product,
      String model,
      String operation,
      String region,
      String tenant,
      List<String> harms,
      Set<String> subjects) {
    List<Target> targets = new ArrayList<>(7 + harms.size() + subjects.size());
    add(targets, TargetKind.product, product);
    add(targets, TargetKind.model, model);
    add(targets, TargetKind.operation, operation);
    add(targets, TargetKind.region, region);
    add(targets, TargetKind.tenant, tenant);
    if (product != null && model != null) {
      targets.add(Target.pair(TargetKind.product_model, product, model));
    }
    if (product != null && region != null) {
      targets.add(Target.pair(TargetKind.product_region, product, region));
    }
    harms.forEach(harm -> add(targets, TargetKind.harm, harm));
    subjects.forEach(subject -> add(targets, TargetKind.subject, subject));
    return targets;
  }

  private static void add(List<Target> targets, TargetKind kind, String value) {
    if (value != null) {
      targets.add(new Target(kind, value));
    }
  }
}
