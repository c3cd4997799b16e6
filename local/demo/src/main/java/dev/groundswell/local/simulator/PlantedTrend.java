package dev.groundswell.local.simulator;

import dev.groundswell.schemas.ShiftKind;
import java.time.Instant;
import java.util.Optional;

/**
 * The truth about something that a history planted on its everyday traffic.
 *
 * @param name what it is called in summaries
 * @param technique ATLAS id that nothing else in the history shifts
 * @param target product in which it happens
 * @param expected the shift that must open; empty if none may
 * @param began when it begins
 * @param ended when it is over
 */
public record PlantedTrend(
    String name,
    String technique,
    String target,
    Optional<ShiftKind> expected,
    Instant began,
    Instant ended) {}
