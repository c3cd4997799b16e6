package dev.groundswell.local.simulator;

import java.util.Locale;

/**
 * What makes benign traffic hard to tell from abuse, and the share of benign turns that start it.
 */
enum HonestBehaviour {
  REWRITE(0.004, "blocked 1-4 times, rewrites honestly, is answered"),
  RETRY(0.003, "sends one text 2-8 times within 4 minutes"),
  POPULAR_PROMPT(0.0005, "8-15 people of one organisation send one text within 4 minutes"),
  COMMON_PROMPT(0.01, "sends a text that many organisations send"),
  MISTYPED_PASSWORD(0.003, "1-4 failed logins, then in; one in four makes and uses an API key"),
  LOGIN(0.005, "logs in at the first attempt"),
  FLAGGED(0.04, "answered, with a verdict of low severity"),
  ROAM(0.003, "uses one key from 2-4 networks within 4 minutes");

  private final double share;
  private final String description;

  HonestBehaviour(double share, String description) {
    this.share = share;
    this.description = description;
  }

  double share() {
    return share;
  }

  String planned() {
    return String.format(
        Locale.ROOT,
        "%-17s %5.2f %% of turns: %s",
        name().toLowerCase(Locale.ROOT),
        100 * share,
        description);
  }
}
