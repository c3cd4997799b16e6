package dev.groundswell.benchmarks;

import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Hands alerts to whoever started the job, as an accumulator. */
final class AlertFunction extends RichFlatMapFunction<String, String> {

  static final String ALERTS = "alerts";

  private final ListAccumulator<String> alerts = new ListAccumulator<>();

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().addAccumulator(ALERTS, alerts);
  }

  @Override
  public void flatMap(String alert, Collector<String> out) {
    alerts.add(alert);
  }
}
