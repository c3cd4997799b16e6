package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.wire.Producer;
import dev.groundswell.schemas.SignalState;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictTarget;
import dev.groundswell.schemas.VerdictValue;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the filters of Bedrock and Azure say, in the words that all detectors share. Bedrock says
 * how sure it is, Azure how bad it is, where it grades at all; instrumented services see neither.
 */
final class ProviderVerdicts {

  /** What one filter finds; severity and score are those of a low and of a high grade. */
  private record Filter(
      String detector,
      String technique,
      String harm,
      VerdictTarget target,
      Grade low,
      Grade high) {}

  private record Grade(Integer severity, Double score) {}

  private static final Grade NONE = new Grade(null, null);

  private static final List<Filter> BEDROCK =
      List.of(
          bedrock("AML.T0051", null),
          bedrock(null, "hate"),
          bedrock(null, "violent_crimes"),
          bedrock(null, "non_violent_crimes"),
          bedrock(null, "sexual_content"));
  private static final List<Filter> AZURE =
      List.of(
          azureShield("AML.T0054"),
          azureShield("AML.T0051.001"),
          azureFilter("hate"),
          azureFilter("violent_crimes"),
          azureFilter("suicide_and_self_harm"),
          azureFilter("sexual_content"));

  /** A trace tells that a filter blocked something, and whether the prompt or the answer. */
  private static final List<Filter> INSTRUMENTED =
      List.of(
          instrumented("azure.content_filter", VerdictTarget.input),
          instrumented("content_filter", VerdictTarget.output));

  private ProviderVerdicts() {}

  /** A finding of low grade that was let through. */
  static Verdict low(Producer producer, SplittableRandom random) {
    Filter filter = draw(filters(producer), random);
    return verdict(filter, filter.low(), VerdictValue.warn, VerdictAction.allow);
  }

  /** The finding behind a block. */
  static Verdict denied(Producer producer, SplittableRandom random) {
    return denied(draw(filters(producer), random));
  }

  /** The same of a filter for that harm. */
  static Verdict denied(Producer producer, String harm, SplittableRandom random) {
    List<Filter> ofHarm =
        filters(producer).stream().filter(filter -> harm.equals(filter.harm())).toList();
    return denied(draw(ofHarm, random));
  }

  private static Verdict denied(Filter filter) {
    return verdict(filter, filter.high(), VerdictValue.deny, VerdictAction.block);
  }

  private static Filter draw(List<Filter> filters, SplittableRandom random) {
    return filters.get(random.nextInt(filters.size()));
  }

  private static List<Filter> filters(Producer producer) {
    return switch (producer) {
      case AWS -> BEDROCK;
      case AZURE -> AZURE;
      case OTEL_PROTO, OTEL_JSON -> INSTRUMENTED;
      case CANONICAL -> throw new IllegalArgumentException("it has detectors of its own");
    };
  }

  private static Verdict verdict(
      Filter filter, Grade grade, VerdictValue value, VerdictAction action) {
    Verdict verdict = new Verdict();
    verdict.setDetector(filter.detector());
    verdict.setTechnique(filter.technique());
    verdict.setHarm(filter.harm());
    verdict.setSeverity(grade.severity());
    verdict.setScore(grade.score());
    verdict.setVerdict(value);
    verdict.setAction(action);
    verdict.setTarget(filter.target());
    verdict.setState(SignalState.present);
    return verdict;
  }

  /** LOW and HIGH are a third and the whole of certainty. */
  private static Filter bedrock(String technique, String harm) {
    return new Filter(
        "bedrock.guardrail.contentPolicy",
        technique,
        harm,
        VerdictTarget.input,
        new Grade(null, 0.33),
        new Grade(null, 1.0));
  }

  /** Low and high are 2 and 6 of 7, of ten 3 and 9. */
  private static Filter azureFilter(String harm) {
    return new Filter(
        "azure.content_filter",
        null,
        harm,
        VerdictTarget.input,
        new Grade(3, null),
        new Grade(9, null));
  }

  private static Filter azureShield(String technique) {
    return new Filter("azure.prompt_shield", technique, null, VerdictTarget.input, NONE, NONE);
  }

  private static Filter instrumented(String detector, VerdictTarget target) {
    return new Filter(detector, null, null, target, NONE, NONE);
  }
}
