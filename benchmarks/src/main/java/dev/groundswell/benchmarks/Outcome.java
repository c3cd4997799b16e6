package dev.groundswell.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * What came of one run.
 *
 * @param cpu time that all threads of this process took
 * @param wall time that went by
 * @param alerts sorted
 */
record Outcome(Duration cpu, Duration wall, List<String> alerts) {}
