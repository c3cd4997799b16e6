package dev.groundswell.pipelines.ingest.aws;

import dev.groundswell.pipelines.ingest.json.JsonFields;

/**
 * One name for a caller in all logs of AWS. An IAM user is its account and name: a failed login has
 * no ARN, and the path in an ARN says nothing. A role's session is role and session name: an
 * assumed-role ARN has no more, and the role alone would make one user of all who may assume it.
 */
final class AwsPrincipal {

  /** Stands for the name in a failed login with a name that does not exist: often a password. */
  private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

  private AwsPrincipal() {}

  /** The caller of a {@code userIdentity} element of CloudTrail; null for a service of AWS. */
  static String of(JsonFields identity) {
    String arn = identity.text("arn");
    if (arn != null) {
      return ofArn(arn);
    }
    String name = identity.text("userName");
    if (HIDDEN.equals(name)) {
      return null;
    }
    if (name != null && "IAMUser".equals(identity.text("type"))) {
      return user(identity.text("accountId"), name);
    }
    String workforceUser = identity.text("onBehalfOf", "userId");
    return workforceUser == null ? identity.text("principalId") : workforceUser;
  }

  /** The caller that an ARN names; null for none. */
  static String ofArn(String arn) {
    if (arn == null) {
      return null;
    }
    String[] parts = arn.split(":", 6);
    return parts.length == 6 && parts[2].equals("iam") && parts[5].startsWith("user/")
        ? user(parts[4], parts[5].substring(parts[5].lastIndexOf('/') + 1))
        : arn;
  }

  private static String user(String account, String name) {
    return "arn:aws:iam::%s:user/%s".formatted(account == null ? "" : account, name);
  }
}
