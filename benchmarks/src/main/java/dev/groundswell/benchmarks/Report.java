package dev.groundswell.benchmarks;

import dev.groundswell.benchmarks.Series.Cost;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;

/** Tables in Markdown. */
final class Report {

  private static final double ROOFLINES = 2;
  private static final double AGAINST_NAIVE_AT_10 = 50;
  private static final double AGAINST_PREFILTERED_AT_10 = 2;
  private static final double AGAINST_PREFILTERED_AT_100 = 5;
  private static final double HOT_AGAINST_IDLE = 2;

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  /** What an event costs, by number of rules. */
  void costs(SortedMap<Integer, Map<Contestant, Cost>> byRules) {
    table("CPU", byRules, Cost::cpu);
    table("Wall", byRules, Cost::wall);
    line("| target, of CPU | is | |");
    line("| --- | ---: | --- |");
    byRules.forEach(this::targets);
  }

  /** What an opening event costs on a key that has many, and on one that had none. */
  void hotKey(int openings, Cost hot, Cost idle) {
    atMost(
        "%,d openings on one key, against idle keys",
        hot.cpu() / idle.cpu(), HOT_AGAINST_IDLE, openings);
    line("");
    line("Openings: %.2f us of CPU each on one key, %.2f us on idle keys.", hot.cpu(), idle.cpu());
  }

  /** What the trends cost, beside decoding and discarding. */
  void trends(Cost discarded, Cost trends) {
    line("");
    line(
        "Trends: %.2f us of CPU an event that is decoded and discarded, %.2f that is added up besides: %.2f times.",
        discarded.cpu(), trends.cpu(), trends.cpu() / discarded.cpu());
  }

  private void table(
      String what, SortedMap<Integer, Map<Contestant, Cost>> byRules, ToDoubleFunction<Cost> time) {
    line("%s, us an event:", what);
    line("");
    line(
        "| rules | roofline | naive | prefiltered | ours | naive / ours | prefiltered / ours | ours / roofline |");
    line("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    byRules.forEach(
        (rules, costs) -> {
          double roofline = time.applyAsDouble(costs.get(Contestant.ROOFLINE));
          double naive = time.applyAsDouble(costs.get(Contestant.NAIVE));
          double prefiltered = time.applyAsDouble(costs.get(Contestant.PREFILTERED));
          double ours = time.applyAsDouble(costs.get(Contestant.OURS));
          line(
              "| %d | %.2f | %.1f | %.2f | %.2f | %.1f | %.2f | %.2f |",
              rules,
              roofline,
              naive,
              prefiltered,
              ours,
              naive / ours,
              prefiltered / ours,
              ours / roofline);
        });
    line("");
  }

  private void targets(int rules, Map<Contestant, Cost> costs) {
    double ours = costs.get(Contestant.OURS).cpu();
    atMost(
        "%d rules: ours / roofline", ours / costs.get(Contestant.ROOFLINE).cpu(), ROOFLINES, rules);
    if (rules == 10) {
      atLeast(
          "%d rules: naive / ours",
          costs.get(Contestant.NAIVE).cpu() / ours, AGAINST_NAIVE_AT_10, rules);
    }
    if (rules >= 10) {
      atLeast(
          "%d rules: prefiltered / ours",
          costs.get(Contestant.PREFILTERED).cpu() / ours,
          rules == 10 ? AGAINST_PREFILTERED_AT_10 : AGAINST_PREFILTERED_AT_100,
          rules);
    }
  }

  private void atMost(String what, double is, double bound, int number) {
    line("| " + what + " <= %.0f | %.2f | %s |", number, bound, is, is <= bound ? "met" : "missed");
  }

  private void atLeast(String what, double is, double bound, int number) {
    line("| " + what + " >= %.0f | %.2f | %s |", number, bound, is, is >= bound ? "met" : "missed");
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
