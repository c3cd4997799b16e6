package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.RuleCount;
import dev.groundswell.schemas.TechniqueDelta;
import dev.groundswell.schemas.TrendDelta;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Contributions added up by target and minute, before the shuffle. */
final class DeltaBuffer {

  private record PaneKey(Target target, long paneStart) {}

  private static final class Technique {
    private long events;
    private long blocked;
    private long succeeded;
    private long detections;
    private long reviewed;
    private long reviewedBlocked;
    private final Map<String, RuleCount> rules = new TreeMap<>();
    private final Frequency clusters = Frequency.none();
    private final Frequency frequentActors = Frequency.none();
    private final ActorSketch actors = ActorSketch.empty();
    private final ReviewedActors reviewedActors = new ReviewedActors();
  }

  private static final class Pane {
    private long exposure;
    private final Map<String, Technique> techniques = new TreeMap<>();
  }

  private final Map<PaneKey, Pane> panes = new HashMap<>();

  void add(Contribution contribution) {
    long paneStart = Panes.start(Grain.minute, contribution.time());
    for (Target target : contribution.targets()) {
      int exposure = Targets.hasExposure(target.kind()) ? contribution.exposure() : 0;
      if (contribution.techniques().isEmpty() && exposure == 0) {
        continue;
      }
      Pane pane = panes.computeIfAbsent(new PaneKey(target, paneStart), key -> new Pane());
      pane.exposure += exposure;
      for (String technique : contribution.techniques()) {
        add(pane.techniques.computeIfAbsent(technique, id -> new Technique()), contribution);
      }
    }
  }

  private static void add(Technique technique, Contribution contribution) {
    technique.events += contribution.events();
    technique.blocked += contribution.blocked();
    technique.succeeded += contribution.succeeded();
    if (contribution.detected() != null) {
      detect(technique, contribution.detected());
    }
    if (contribution.actor() != null) {
      add(technique, contribution.actor(), contribution.cluster());
    }
    if (contribution.review() != null) {
      add(technique, contribution.review(), contribution.actor());
    }
  }

  /** What nobody is known to have sent is of no cluster: it might all be of one actor. */
  private static void add(Technique technique, String actor, String cluster) {
    technique.actors.add(actor);
    technique.frequentActors.add(actor);
    if (cluster != null) {
      technique.clusters.add(cluster);
    }
  }

  private static void detect(Technique technique, Contribution.Detected detected) {
    technique.detections++;
    RuleCounts.add(technique.rules, detected.rule(), detected.isShadow());
  }

  private static void add(Technique technique, Contribution.Review review, String actor) {
    technique.reviewed++;
    technique.reviewedBlocked += review.passed() ? 0 : 1;
    if (actor != null) {
      technique.reviewedActors.add(actor, review.call(), review.passed());
    }
  }

  int size() {
    return panes.size();
  }

  /** Hands out and forgets the panes whose last moment a watermark has passed. */
  void flushUntil(long time, Consumer<TrendDelta> out) {
    Iterator<Map.Entry<PaneKey, Pane>> entries = panes.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<PaneKey, Pane> entry = entries.next();
      if (Panes.end(Grain.minute, entry.getKey().paneStart()) - 1 <= time) {
        out.accept(delta(entry.getKey(), entry.getValue()));
        entries.remove();
      }
    }
  }

  private static TrendDelta delta(PaneKey key, Pane pane) {
    return TrendDelta.newBuilder()
        .setTargetKind(key.target().kind())
        .setTarget(key.target().value())
        .setPaneStart(key.paneStart())
        .setExposure(pane.exposure)
        .setTechniques(
            pane.techniques.entrySet().stream()
                .map(entry -> delta(entry.getKey(), entry.getValue()))
                .toList())
        .build();
  }

  private static TechniqueDelta delta(String id, Technique technique) {
    return TechniqueDelta.newBuilder()
        .setTechnique(id)
        .setEvents(technique.events)
        .setBlocked(technique.blocked)
        .setSucceeded(technique.succeeded)
        .setDetections(technique.detections)
        .setActors(technique.actors.toBytes())
        .setReviewed(technique.reviewed)
        .setReviewedBlocked(technique.reviewedBlocked)
        .setReviewedActors(technique.reviewedActors.toList())
        .setRules(List.copyOf(technique.rules.values()))
        .setClusters(technique.clusters.itemsOrNull())
        .setFrequentActors(technique.frequentActors.itemsOrNull())
        .build();
  }
}
