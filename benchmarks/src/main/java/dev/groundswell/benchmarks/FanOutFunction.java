package dev.groundswell.benchmarks;

import dev.groundswell.schemas.StepMatch;
import dev.groundswell.schemas.StepRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Gives each rule the matches that name it, one step each, and no others. */
final class FanOutFunction extends ProcessFunction<StepMatch, StepMatch> {

  private final Map<String, OutputTag<StepMatch>> outputs = new HashMap<>();

  FanOutFunction(List<AbuseRule> rules) {
    rules.forEach(rule -> outputs.put(rule.id(), output(rule)));
  }

  static OutputTag<StepMatch> output(AbuseRule rule) {
    return new OutputTag<>(rule.name(), new AvroTypeInfo<>(StepMatch.class));
  }

  @Override
  public void processElement(StepMatch match, Context context, Collector<StepMatch> out) {
    for (StepRef step : match.getSteps()) {
      context.output(
          outputs.get(step.getRuleId()),
          new StepMatch(
              match.getKeyHigh(),
              match.getKeyLow(),
              match.getGroup(),
              List.of(step),
              match.getEvent()));
    }
  }
}
