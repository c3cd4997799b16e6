package dev.groundswell.local.rules;

import dev.groundswell.local.cli.Printable;
import dev.groundswell.pipelines.config.KafkaConfig;
import dev.groundswell.schemas.RuleAction;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.RuleChange;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Puts changes on the topic and tells what a monitor says of each. */
final class Publication {

  /** Exit code if no monitor has said what became of every change. */
  static final int UNANSWERED = 3;

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

  /**
   * A change.
   *
   * @param rule what the rule is called
   * @param sent what to say when Kafka has it
   */
  record Change(String rule, RuleChange change, String sent) {}

  private final KafkaConfig kafka;
  private final PrintWriter out;
  private final PrintWriter err;

  Publication(KafkaConfig kafka, CommandSpec command) {
    this.kafka = kafka;
    this.out = command.commandLine().getOut();
    this.err = command.commandLine().getErr();
  }

  /**
   * Sends changes, by the rules' ids.
   *
   * @param patience how long to wait until a monitor has answered each; empty if not at all
   * @return the exit code
   */
  int send(Map<String, Change> changes, Optional<Duration> patience) {
    if (patience.isEmpty()) {
      put(changes);
      return CommandLine.ExitCode.OK;
    }
    try (Answers answers = Answers.listen(kafka)) {
      Map<String, String> open = new LinkedHashMap<>(put(changes));
      return await(answers, open, changes, patience.get());
    }
  }

  private Map<String, String> put(Map<String, Change> changes) {
    Map<String, RuleChange> records = new LinkedHashMap<>();
    changes.forEach((id, change) -> records.put(id, change.change()));
    Map<String, String> audits = new RuleTopic(kafka).put(records);
    changes.values().forEach(change -> out.println(Printable.of(change.sent())));
    out.flush();
    return audits;
  }

  private int await(
      Answers answers, Map<String, String> open, Map<String, Change> changes, Duration patience) {
    boolean refused = false;
    long start = System.nanoTime();
    long silent = start;
    tell("waiting up to %d s for a monitor's answer".formatted(patience.toSeconds()));
    while (!open.isEmpty() && System.nanoTime() - start < patience.toNanos()) {
      for (RuleAudit audit : answers.next()) {
        String id = open.remove(audit.getAuditId()); // A second monitor may answer as well.
        if (id != null) {
          refused |= audit.getAction() == RuleAction.refused;
          out.println(Printable.of(line(changes.get(id).rule(), audit)));
          out.flush();
        }
      }
      if (!open.isEmpty() && System.nanoTime() - silent > SIGN_OF_LIFE.toNanos()) {
        silent = System.nanoTime();
        tell("%d of %d have no answer yet".formatted(open.size(), changes.size()));
      }
    }
    open.values().forEach(id -> tell(unanswered(changes.get(id).rule())));
    if (refused) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    return open.isEmpty() ? CommandLine.ExitCode.OK : UNANSWERED;
  }

  private String unanswered(String rule) {
    return "no monitor has answered about %s; one that reads %s later will do so on the topic %s"
        .formatted(rule, kafka.topics().rules(), kafka.topics().audit());
  }

  private static String line(String rule, RuleAudit audit) {
    if (audit.getAction() == RuleAction.refused) {
      String detail = Objects.requireNonNullElse(audit.getDetail(), "it does not say why");
      return "%s: refused: %s".formatted(rule, detail);
    }
    String version = audit.getRuleVersion() == null ? "" : " " + audit.getRuleVersion();
    String from =
        audit.getAction() == RuleAction.unchanged || audit.getEffectiveFrom() == null
            ? ""
            : " from " + Instant.ofEpochMilli(audit.getEffectiveFrom());
    String remark = audit.getRemark() == null ? "" : "; " + audit.getRemark();
    return "%s%s: %s%s%s".formatted(rule, version, audit.getAction(), from, remark);
  }

  private void tell(String message) {
    err.println("groundswell: " + Printable.of(message));
    err.flush();
  }
}
