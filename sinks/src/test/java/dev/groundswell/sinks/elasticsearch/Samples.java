package dev.groundswell.sinks.elasticsearch;

import dev.groundswell.schemas.Alert;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.schemas.CellBaseline;
import dev.groundswell.schemas.CellRun;
import dev.groundswell.schemas.DeadLetter;
import dev.groundswell.schemas.DeadLetterReason;
import dev.groundswell.schemas.Detection;
import dev.groundswell.schemas.Disposition;
import dev.groundswell.schemas.DriverKind;
import dev.groundswell.schemas.EntityRisk;
import dev.groundswell.schemas.EventCategory;
import dev.groundswell.schemas.EventOutcome;
import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.FrequentItem;
import dev.groundswell.schemas.Grain;
import dev.groundswell.schemas.GroupField;
import dev.groundswell.schemas.KindBaseline;
import dev.groundswell.schemas.Mitigation;
import dev.groundswell.schemas.RiskContribution;
import dev.groundswell.schemas.RuleAction;
import dev.groundswell.schemas.RuleAudit;
import dev.groundswell.schemas.RuleCount;
import dev.groundswell.schemas.RuleLevel;
import dev.groundswell.schemas.RuleStatus;
import dev.groundswell.schemas.ShiftDriver;
import dev.groundswell.schemas.ShiftKind;
import dev.groundswell.schemas.ShiftState;
import dev.groundswell.schemas.Stage;
import dev.groundswell.schemas.StepEvidence;
import dev.groundswell.schemas.TargetKind;
import dev.groundswell.schemas.TelemetryEvent;
import dev.groundswell.schemas.TrendCell;
import dev.groundswell.schemas.TrendPoint;
import dev.groundswell.schemas.TrendShift;
import dev.groundswell.schemas.Verdict;
import dev.groundswell.schemas.VerdictAction;
import dev.groundswell.schemas.VerdictValue;
import dev.groundswell.schemas.WatchedTarget;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One record of each kind, with every field that a document shows. */
final class Samples {

  static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  /** Must not be found anywhere that a sink writes to. */
  static final String PLANTED_INPUT = "planted input text";

  private Samples() {}

  static Alert alert() {
    Detection detection =
        Detection.newBuilder()
            .setDetectionId("a1")
            .setRuleId("7c1f0f7e-0000-4000-8000-000000000011")
            .setRuleName("guardrail_probing")
            .setRuleVersion(3)
            .setRuleTitle("Guardrail probing until one passes")
            .setRuleLevel(RuleLevel.high)
            .setRuleStatus(RuleStatus.stable)
            .setTags(List.of("atlas.aml.t0054"))
            .setTechniques(List.of("AML.T0054"))
            .setGroup(List.of(new GroupField("user.id", "u1")))
            .setFirst(TIME.minusSeconds(60).toEpochMilli())
            .setLast(TIME.toEpochMilli())
            .setEvidence(
                List.of(
                    new StepEvidence("blocked", 7L, List.of(summary("e1", "t1"))),
                    new StepEvidence("passed", 1L, List.of(summary("e2", "t2")))))
            .build();
    return Alert.newBuilder()
        .setAlertId("a1")
        .setDisposition(Disposition.suppressed)
        .setDecided(TIME.plusMillis(250).toEpochMilli())
        .setDetection(detection)
        .setRepeats("a0")
        .setRisk(new EntityRisk(146.0, List.of(new RiskContribution("a0", "key_sharing", 73.0))))
        .build();
  }

  private static EventSummary summary(String id, String trace) {
    return EventSummary.newBuilder()
        .setEventId(id)
        .setEventTime(TIME.toEpochMilli())
        .setEventReference("telemetry-0-" + id)
        .setTraceId(trace)
        .setUserId("u1")
        .setServiceName("chat")
        .setGenAiRequestModel("large-2")
        .setSafetyHarms(List.of("hate"))
        .setSafetyDetectors(List.of("azure.prompt_shield"))
        .setBoundValues(Map.of("client.subnet", "n1"))
        .build();
  }

  static TelemetryEvent event() {
    Verdict verdict =
        Verdict.newBuilder()
            .setDetector("azure.prompt_shield")
            .setTechnique("AML.T0054")
            .setScore(0.93)
            .setSeverity(6)
            .setVerdict(VerdictValue.deny)
            .setAction(VerdictAction.block)
            .build();
    return TelemetryEvent.newBuilder()
        .setEventId("e1")
        .setEventTime(TIME.toEpochMilli())
        .setEventObserved(TIME.plusMillis(120).toEpochMilli())
        .setEventCategory(EventCategory.inference)
        .setEventOutcome(EventOutcome.blocked)
        .setEventDuration(1_840L)
        .setUserId("u1")
        .setClientGeoLat(-41.29)
        .setClientGeoLon(174.78)
        .setGenAiUsageInputTokens(374L)
        .setGenAiResponseFinishReasons(List.of("stop"))
        .setContentInputText(PLANTED_INPUT)
        .setVerdicts(List.of(verdict))
        .setLabels(Map.of("tier", "free"))
        .setSafetyBlocked(true)
        .setSafetyTechniques(List.of("AML.T0054"))
        .setSafetyDetectors(List.of("azure.prompt_shield"))
        .build();
  }

  static TrendPoint point(String id, long contributions) {
    return TrendPoint.newBuilder()
        .setPointId(id)
        .setTechnique("AML.T0054")
        .setTargetKind(TargetKind.product)
        .setTarget("chat")
        .setGrain(Grain.minute)
        .setPaneStart(TIME.toEpochMilli())
        .setPaneEnd(TIME.plusSeconds(60).toEpochMilli())
        .setEvents(5)
        .setBlocked(3)
        .setSucceeded(2)
        .setDetections(1)
        .setReviewed(4)
        .setReviewedBlocked(3)
        .setDistinctActors(4.5)
        .setActors(ByteBuffer.wrap(new byte[] {1, 2, 3}))
        .setExposure(100L)
        .setContributions(contributions)
        .setRules(List.of(new RuleCount("guardrail_probing", 1L, 0L)))
        .setTopClusters(List.of(new FrequentItem("1a2b", 3L, 4L)))
        .setTopActors(List.of(new FrequentItem("alice", 2L, 2L)))
        .build();
  }

  static TrendShift shift(String id, int revision) {
    return TrendShift.newBuilder()
        .setShiftId(id)
        .setRevision(revision)
        .setKind(ShiftKind.surge)
        .setState(ShiftState.opened)
        .setTechnique("AML.T0054")
        .setTargetKind(TargetKind.product)
        .setTarget("chat")
        .setOpened(TIME.toEpochMilli())
        .setUpdated(TIME.plusSeconds(300).toEpochMilli())
        .setBegan(TIME.minusSeconds(300).toEpochMilli())
        .setFirstSeen(TIME.minusSeconds(86_400).toEpochMilli())
        .setDistinctActors(40)
        .setExpected(1.5)
        .setExposure(1000)
        .setSurprise(9.5)
        .setRateRatio(26.5)
        .setRateRatioLow(17.5)
        .setRateRatioHigh(38.5)
        .setPeakSurprise(10.5)
        .setPeakRateRatio(27.5)
        .setTotalActors(61.5)
        .setDivergence(0.125)
        .setMitigationId("m1")
        .setDrivers(
            List.of(
                new ShiftDriver(DriverKind.model, "m-1", 36.0, 0.9),
                new ShiftDriver(DriverKind.rule, "guardrail_probing", null, 0.5)))
        .setDoublingTime(900_000L)
        .build();
  }

  /** Of a cell that was reached for ten days. */
  static Baseline baseline(String id, Instant asOf) {
    TrendCell state =
        TrendCell.newBuilder()
            .setTechnique("AML.T0054")
            .setTargetKind(TargetKind.product)
            .setTarget("chat")
            .setFirstSeen(TIME.minus(Duration.ofDays(10)).toEpochMilli())
            .setLastSeen(TIME.minus(Duration.ofMinutes(5)).toEpochMilli())
            .setHour(List.of(1.0, 2.0))
            .setRamp(new CellRun(0.5, 1.5, 2.5, 0.0, 0L, null))
            .setOpen(List.of())
            .build();
    return Baseline.newBuilder()
        .setBaselineId(id)
        .setFormat(1)
        .setAsOf(asOf.toEpochMilli())
        .setTick(Grain.five_minutes)
        .setTargetKind(TargetKind.product)
        .setCell(new CellBaseline(state, List.of(0.1, 1e300)))
        .build();
  }

  /** Of all products. */
  static Baseline baselineOfKind(String id, Instant asOf) {
    return Baseline.newBuilder()
        .setBaselineId(id)
        .setFormat(1)
        .setAsOf(asOf.toEpochMilli())
        .setTick(Grain.five_minutes)
        .setTargetKind(TargetKind.product)
        .setKind(
            new KindBaseline(
                0,
                Map.of("AML.T0054", 12.5),
                1000.5,
                List.of(
                    new WatchedTarget(
                        "product:chat",
                        TIME.minus(Duration.ofDays(10)).toEpochMilli(),
                        TIME.toEpochMilli()))))
        .build();
  }

  static Mitigation mitigation() {
    return Mitigation.newBuilder()
        .setMitigationId("m1")
        .setTime(TIME.toEpochMilli())
        .setTechnique("AML.T0054")
        .setTargetKind(TargetKind.product)
        .setTarget("chat")
        .setText("The prompt shield blocks from severity 3 on")
        .setAuthor("analyst")
        .build();
  }

  static RuleAudit audit() {
    return RuleAudit.newBuilder()
        .setAuditId("rules-0-7")
        .setTime(TIME.toEpochMilli())
        .setAction(RuleAction.refused)
        .setRuleId("00000000-0000-4000-8000-0000000000d1")
        .setRuleName("misuse")
        .setRuleVersion(1)
        .setEffectiveFrom(TIME.plusSeconds(60).toEpochMilli())
        .setChangedBy("analyst")
        .setNote("back to the first one")
        .setDetail("version is 1, was 2 already; versions only rise")
        .setRemark("version 3 begins at 2026-01-02T00:00:00Z all the same")
        .build();
  }

  static DeadLetter deadLetter() {
    return DeadLetter.newBuilder()
        .setDeadLetterId("ingest-telemetry-0-7-0")
        .setStage(Stage.ingest)
        .setReason(DeadLetterReason.undecodable)
        .setDetail("not a TelemetryEvent")
        .setTopic("telemetry")
        .setPartition(0)
        .setOffset(7)
        .setItem(0)
        .setTime(TIME.toEpochMilli())
        .setPayloadSize(5)
        .setPayloadHmac("5feceb66ffc86f38d952786c6d696c79")
        .setPayloadShape("aa9..")
        .build();
  }
}
