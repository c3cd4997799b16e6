package dev.groundswell.benchmarks;

import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/** Whether an element comes within the timespan of the first, or of the last, of a burst. */
final class SoonCondition<T> extends IterativeCondition<T> {

  private final StepView<T> view;
  private final boolean afterLast;

  SoonCondition(StepView<T> view, boolean afterLast) {
    this.view = view;
    this.afterLast = afterLast;
  }

  @Override
  public boolean filter(T element, Context<T> run) throws Exception {
    long from = view.time(element);
    for (T earlier : run.getEventsForPattern("a")) {
      from = view.time(earlier);
      if (!afterLast) {
        break;
      }
    }
    return view.time(element) - from <= AbuseRule.TIMESPAN.toMillis();
  }
}
