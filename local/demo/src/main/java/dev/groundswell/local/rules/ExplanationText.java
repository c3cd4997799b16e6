package dev.groundswell.local.rules;

import dev.groundswell.cep.match.Reason;
import dev.groundswell.cep.match.RuleExplanation;
import dev.groundswell.local.cli.Printable;
import java.util.ArrayList;
import java.util.List;

/** An explanation as lines: {@code +} before what holds, {@code -} before what does not. */
final class ExplanationText {

  private static final String INDENT = "  ";

  private final List<String> lines = new ArrayList<>();

  private ExplanationText() {}

  static List<String> of(RuleExplanation explanation) {
    ExplanationText text = new ExplanationText();
    text.lines.add(
        "%s, version %d: %s"
            .formatted(
                explanation.rule().name(), explanation.rule().version(), verdict(explanation)));
    explanation
        .bound()
        .forEach((field, value) -> text.lines.add("  %s: %s".formatted(field, value)));
    explanation.missing().forEach(field -> text.lines.add("  %s: missing".formatted(field)));
    explanation.steps().forEach(text::step);
    return text.lines.stream().map(Printable::of).toList();
  }

  private static String verdict(RuleExplanation explanation) {
    if (!explanation.takesPartAs().isEmpty()) {
      return "takes part as " + String.join(", ", explanation.takesPartAs());
    }
    return explanation.steps().values().stream().noneMatch(Reason::holds)
        ? "takes no part, for no step holds"
        : "takes no part, for it lacks " + String.join(", ", explanation.missing());
  }

  private void step(String name, Reason reason) {
    lines.add("  %s %s".formatted(sign(reason), name));
    add(reason, INDENT + INDENT);
  }

  private void add(Reason reason, String indent) {
    lines.add(indent + sign(reason) + " " + reason.text());
    reason.parts().forEach(part -> add(part, indent + INDENT));
  }

  private static String sign(Reason reason) {
    return reason.holds() ? "+" : "-";
  }
}
