package dev.groundswell.pipelines.trend;

import java.time.Duration;

/**
 * What a cell had in a tick.
 *
 * @param start milliseconds since the epoch
 * @param end exclusive, milliseconds since the epoch
 * @param actors who attacked
 * @param reviewed whose calls were found abusive afterwards
 * @param exposure requests among which they were; positive
 * @param parentRate actors per request in cells like this one; positive
 * @param watched for how long the target had been watched when the tick began
 */
record CellTick(
    long start,
    long end,
    Actors actors,
    Reviewed reviewed,
    long exposure,
    double parentRate,
    Duration watched) {}
