package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.schemas.VerdictTarget;

/**
 * What the content filter found of one category; what it looked for in vain is no finding.
 *
 * @param category such as {@code hate} or {@code jailbreak}
 * @param severity safe, low, medium or high; null where the category has none
 * @param isFiltered whether the filter blocked for it
 * @param target what was judged
 */
record ContentFinding(String category, String severity, boolean isFiltered, VerdictTarget target) {}
