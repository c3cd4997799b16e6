package dev.groundswell.sinks.prometheus;

import java.util.List;

/**
 * The catalogue of everything that Groundswell exposes. Names and labels are formats: dashboards
 * and alert rules rest on them. The table in the module's README is generated from here.
 *
 * <p>Labels are rules, techniques, stages and the like; never a user, key, tenant or content. Only
 * targets come from traffic, and their metrics are marked as open-ended.
 */
public enum Metric {
  EVENTS(
      "groundswell_events_total",
      Type.COUNTER,
      "events",
      "Events that came for the first time, by wire format and by the outcome that their producer reports.",
      "RuleSilent",
      "format",
      "outcome"),
  STAGE_RECORDS(
      "groundswell_stage_records_total",
      Type.COUNTER,
      "records",
      "Records that a stage handled, by result; refusals carry their reason.",
      "DeadLettersRising",
      "stage",
      "result"),
  ALERTS(
      "groundswell_alerts_total",
      Type.COUNTER,
      "alerts",
      "Decisions about detections.",
      "one paging rule per level",
      "rule",
      "level",
      "disposition"),
  RULE_STATE(
      "groundswell_rule_state",
      Type.GAUGE,
      "rules",
      "1 for the state that a rule is in, as it was changed last, 0 for the others; `refused` beside it while the last change to the rule was. A rule that is not known is `other`.",
      "RuleRefused",
      "rule",
      "state"),
  TREND_EVENTS(
      Values.OPEN_ENDED,
      "groundswell_trend_events_total",
      Type.COUNTER,
      "events",
      "Abusive events by technique and target.",
      "TrendSurge",
      "technique",
      "target_kind",
      "target"),
  TREND_DISTINCT_ACTORS(
      Values.OPEN_ENDED,
      "groundswell_trend_distinct_actors",
      Type.GAUGE,
      "actors",
      "Distinct actors in the newest pane of a cell, HyperLogLog estimate.",
      "TrendSurge",
      "technique",
      "target_kind",
      "target"),
  TREND_SHIFT_OPEN(
      Values.OPEN_ENDED,
      "groundswell_trend_shift_open",
      Type.GAUGE,
      "1",
      "1 while a shift of the cell is open, 0 afterwards; cells that had none have no series. Of a"
          + " shift over all targets of a kind the target is `*`.",
      "TrendSurge",
      "technique",
      "target_kind",
      "target"),
  TREND_SURPRISE(
      Values.OPEN_ENDED,
      "groundswell_trend_surprise",
      Type.GAUGE,
      "decades",
      "Peak surprise of the cell's last shift, as its last revision has it.",
      "TrendSurge",
      "technique",
      "target_kind",
      "target"),
  TREND_RATE_RATIO(
      Values.OPEN_ENDED,
      "groundswell_trend_rate_ratio",
      Type.GAUGE,
      "1",
      "Peak rate of the cell's last shift, divided by the rate expected, as its last revision has it.",
      "TrendSurge",
      "technique",
      "target_kind",
      "target"),
  DETECTION_LATENCY(
      "groundswell_detection_latency_seconds",
      Type.HISTOGRAM,
      "seconds",
      "Time from the last event of a detection to the decision about it.",
      "-"),
  WATERMARK_LAG(
      "groundswell_watermark_lag_seconds",
      Type.GAUGE,
      "seconds",
      "How far event time stays behind the clock.",
      "WatermarkStalled",
      "subtask"),
  TOPIC_WATERMARK_LAG(
      "groundswell_topic_watermark_lag_seconds",
      Type.GAUGE,
      "seconds",
      "How far behind the clock event time would stay if nothing but this topic were read; the topic with the most holds event time back.",
      "-",
      "topic",
      "subtask"),
  SINK_DOCUMENTS(
      "groundswell_sink_documents_total",
      Type.COUNTER,
      "documents",
      "Documents by sink and by what became of them; a document counts once per retry.",
      "DeadLettersRising",
      "sink",
      "outcome"),
  LEDGER_RECORDS(
      "groundswell_ledger_records",
      Type.GAUGE,
      "records",
      "Ledger of the conservation law as of the last completed checkpoint; of an Elasticsearch sink as of its last snapshot, since its writer started.",
      "ConservationBroken",
      "stage",
      "result",
      "subtask"),
  EXPOSITION_SERIES(
      "groundswell_exposition_series", Type.GAUGE, "series", "Series that this page holds.", "-"),
  EXPOSITION_COLLAPSED(
      "groundswell_exposition_collapsed_total",
      Type.COUNTER,
      "lookups",
      "Look-ups of series beyond the cap, which were given the labels `other`.",
      "-",
      "metric");

  /** Kinds of metric, in Prometheus' sense. */
  enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** Where label values come from. */
  private enum Values {
    /** From rules, enums and the topology. */
    BOUNDED,
    /** From traffic, such as the name of a model: anybody can invent more of them. */
    OPEN_ENDED
  }

  /** Upper bounds in seconds: fine below the promise of a page within a minute, coarse above. */
  private static final double[] LATENCY_BUCKETS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120};

  private final Values values;
  private final String exposedName;
  private final Type type;
  private final String unit;
  private final String help;
  private final String alert;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> labels;

  Metric(String exposedName, Type type, String unit, String help, String alert, String... labels) {
    this(Values.BOUNDED, exposedName, type, unit, help, alert, labels);
  }

  Metric(
      Values values,
      String exposedName,
      Type type,
      String unit,
      String help,
      String alert,
      String... labels) {
    this.values = values;
    this.exposedName = exposedName;
    this.type = type;
    this.unit = unit;
    this.help = help;
    this.alert = alert;
    this.labels = List.of(labels);
  }

  /** Name as scraped. */
  public String exposedName() {
    return exposedName;
  }

  /** Label names, in the order in which values are given. */
  public List<String> labels() {
    return labels;
  }

  /** Whether label values come from traffic, so that there is no end to its series. */
  boolean isOpenEnded() {
    return values == Values.OPEN_ENDED;
  }

  Type type() {
    return type;
  }

  String unit() {
    return unit;
  }

  String help() {
    return help;
  }

  /** The alert rule that reads it, or `-`. */
  String alert() {
    return alert;
  }

  double[] buckets() {
    return LATENCY_BUCKETS.clone();
  }

  /** How many series one combination of label values takes on the page. */
  int seriesPerChild() {
    int infinityCountAndSum = 3;
    return type == Type.HISTOGRAM ? LATENCY_BUCKETS.length + infinityCountAndSum : 1;
  }
}
