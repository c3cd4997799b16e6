package dev.groundswell.pipelines.monitor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What AWS would write of one user who is busy now, a second between any two events. */
final class AwsLogs {

  static final String ADDRESS = "203.0.113.7";
  static final String KEY = "AKIAEXAMPLE000000001";

  private static final String ACCOUNT = "111122223333";

  private final String user;
  private final List<String> trail = new ArrayList<>();
  private final List<String> invocations = new ArrayList<>();
  private String address = ADDRESS;
  private Instant now;

  AwsLogs(String user, Instant begin) {
    this.user = user;
    this.now = begin.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Goes on from another address. */
  AwsLogs from(String otherAddress) {
    address = otherAddress;
    return this;
  }

  /** A call to an API, as CloudTrail has it. */
  AwsLogs calls(String service, String name) {
    return trail(service, name, "\"responseElements\":null", arn() + accessKeyId());
  }

  /** A login that fails, which has no ARN, or succeeds. */
  AwsLogs logsIn(boolean success) {
    String response =
        "\"responseElements\":{\"ConsoleLogin\":\"%s\"}".formatted(success ? "Success" : "Failure");
    return trail("signin", "ConsoleLogin", response, success ? arn() : "");
  }

  /** A model call, as the invocation log has it. */
  AwsLogs invokes(String text, boolean blocked) {
    return converses(text, "{\"stopReason\":\"%s\"}".formatted(stopReason(blocked)), 5);
  }

  /** A model call to which a guardrail objects, whether it blocks or only detects. */
  AwsLogs objected(String text, boolean blocked) {
    return converses(
        text,
        "{\"stopReason\":\"%s\",\"trace\":{\"guardrail\":{\"inputAssessment\":{\"one\":%s}}}}"
            .formatted(stopReason(blocked), finding("VIOLENCE", blocked)),
        5);
  }

  /** A model call whose answer is cut off at the limit. */
  AwsLogs exhausts(String text, int tokens) {
    return converses(text, "{\"stopReason\":\"max_tokens\"}", tokens);
  }

  /** A call of a model that makes pictures, which a guardrail blocks as sexual, or does not. */
  AwsLogs draws(String text, boolean blocked) {
    return invocation(
        "InvokeModel",
        "amazon.nova-canvas-v1:0",
        "{\"taskType\":\"TEXT_IMAGE\",\"textToImageParams\":{\"text\":\"%s\"}}".formatted(text),
        blocked
            ? "{\"amazon-bedrock-guardrailAction\":\"INTERVENED\",\"amazon-bedrock-trace\":"
                + "{\"guardrail\":{\"input\":{\"one\":%s}}}}".formatted(finding("SEXUAL", true))
            : "{\"images\":[\"s3://pictures/%d\"]}".formatted(invocations.size()),
        0);
  }

  private static String stopReason(boolean blocked) {
    return blocked ? "guardrail_intervened" : "end_turn";
  }

  private static String finding(String filter, boolean blocked) {
    return """
        {"contentPolicy":{"filters":[{"type":"%s","confidence":"HIGH","action":"%s",\
        "detected":true}]}}"""
        .formatted(filter, blocked ? "BLOCKED" : "NONE");
  }

  private AwsLogs converses(String text, String answer, int tokens) {
    return invocation(
        "Converse",
        "amazon.nova-lite-v1:0",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"%s\"}]}]}".formatted(text),
        answer,
        tokens);
  }

  private AwsLogs invocation(
      String operation, String model, String input, String output, int tokens) {
    now = now.plusSeconds(1);
    invocations.add(
        """
        {"schemaType":"ModelInvocationLog","schemaVersion":"1.0","timestamp":"%s",\
        "accountId":"%s","identity":{"arn":"arn:aws:iam::%s:user/%s"},"region":"us-east-1",\
        "requestId":"call-%d","operation":"%s","modelId":"%s",\
        "input":{"inputBodyJson":%s,"inputTokenCount":9},\
        "output":{"outputBodyJson":%s,"outputTokenCount":%d}}"""
            .formatted(
                now,
                ACCOUNT,
                ACCOUNT,
                user,
                invocations.size(),
                operation,
                model,
                input,
                output,
                tokens));
    return this;
  }

  byte[] cloudTrail() {
    return "{\"Records\":[%s]}".formatted(String.join(",", trail)).getBytes(StandardCharsets.UTF_8);
  }

  List<byte[]> invocationLog() {
    return invocations.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private String arn() {
    return "\"arn\":\"arn:aws:iam::%s:user/%s\",".formatted(ACCOUNT, user);
  }

  private static String accessKeyId() {
    return "\"accessKeyId\":\"%s\",".formatted(KEY);
  }

  private AwsLogs trail(String service, String name, String response, String identity) {
    now = now.plusSeconds(1);
    trail.add(
        """
        {"eventVersion":"1.11","userIdentity":{"type":"IAMUser",%s"accountId":"%s",\
        "userName":"%s"},"eventTime":"%s","eventSource":"%s.amazonaws.com","eventName":"%s",\
        "awsRegion":"us-east-1","sourceIPAddress":"%s","userAgent":"aws-cli/2.15",%s,\
        "eventID":"trail-%d","recipientAccountId":"%s"}"""
            .formatted(
                identity,
                ACCOUNT,
                user,
                now,
                service,
                name,
                address,
                response,
                trail.size(),
                ACCOUNT));
    return this;
  }
}
