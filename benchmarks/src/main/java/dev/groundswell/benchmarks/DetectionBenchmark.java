package dev.groundswell.benchmarks;

import dev.groundswell.benchmarks.Agreement.Disagreement;
import dev.groundswell.benchmarks.Series.Cost;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code groundswell bench [--quick]}: what detection costs, and what else it could cost. */
final class DetectionBenchmark {

  private static final int RULES_OF_HOT_KEY = 10;

  private final Plan plan;
  private final PrintStream progress;

  private DetectionBenchmark(Plan plan, PrintStream progress) {
    this.plan = plan;
    this.progress = progress;
  }

  public static void main(String[] args) throws Exception {
    List<String> options = List.of(args);
    if (!options.isEmpty() && !options.equals(List.of("--quick"))) {
      System.err.println("usage: groundswell bench [--quick]");
      System.exit(2);
    }
    Plan plan = options.isEmpty() ? Plan.FULL : Plan.QUICK;
    try {
      new DetectionBenchmark(plan, System.err).run(new Report(System.out));
    } catch (Disagreement e) {
      System.err.println("groundswell: nothing is measured: contestants differ " + e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  private void run(Report report) throws Exception {
    Path directory = Files.createTempDirectory("groundswell-bench");
    try (Track track = Track.open()) {
      SortedMap<Integer, Map<Contestant, Cost>> costs = new TreeMap<>();
      for (int rules : plan.naiveEvents().keySet()) {
        costs.put(rules, race(track, directory, rules));
      }
      HotKey hotKey = hotKey(track, directory);
      TrendCost trendCost = trendCost(track, directory);
      report.costs(costs);
      report.hotKey(plan.openings(), hotKey.hot(), hotKey.idle());
      report.trends(trendCost.discarded(), trendCost.trends());
    } finally {
      delete(directory);
    }
  }

  private Map<Contestant, Cost> race(Track track, Path directory, int rules) throws Exception {
    Race race =
        new Race(
            track, directory, AbuseRule.first(rules), plan.naiveEvents().get(rules), plan.events());
    rounds(rules + " rules", race::round);
    return race.costs();
  }

  private HotKey hotKey(Track track, Path directory) throws Exception {
    HotKey hotKey =
        new HotKey(track, directory, AbuseRule.first(RULES_OF_HOT_KEY), plan.openings());
    rounds("hot key", hotKey::round);
    return hotKey;
  }

  private TrendCost trendCost(Track track, Path directory) throws Exception {
    TrendCost trendCost = new TrendCost(track, directory, plan.events());
    rounds("trends", trendCost::round);
    return trendCost;
  }

  /** A round, that counts or not. */
  @FunctionalInterface
  private interface Round {
    void run(boolean counts) throws Exception;
  }

  private void rounds(String what, Round round) throws Exception {
    for (int number = 1; number <= plan.warmUps(); number++) {
      progress.printf("%s: warm-up %d%n", what, number);
      round.run(false);
    }
    for (int number = 1; number <= plan.runs(); number++) {
      progress.printf("%s: run %d%n", what, number);
      round.run(true);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
