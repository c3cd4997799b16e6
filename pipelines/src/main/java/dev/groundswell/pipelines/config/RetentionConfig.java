package dev.groundswell.pipelines.config;

import dev.groundswell.sinks.elasticsearch.ElasticsearchConfig;
import dev.groundswell.sinks.elasticsearch.IndexFamily;
import java.time.Duration;
import java.util.Map;

/**
 * What is to be deleted, and where.
 *
 * @param elasticsearch where the indices are
 * @param kept how long after the end of its period an index is kept, {@code
 *     elasticsearch.retention.*}; of families that are not in it, for ever
 */
public record RetentionConfig(ElasticsearchConfig elasticsearch, Map<IndexFamily, Duration> kept) {

  /**
   * @throws IllegalArgumentException if one would be deleted before its period is over
   */
  public RetentionConfig {
    kept = Map.copyOf(kept);
    kept.forEach(
        (family, keep) -> {
          if (keep.isNegative() || keep.isZero()) {
            throw new IllegalArgumentException(
                "elasticsearch.retention.%s must be positive, is %s"
                    .formatted(family.wireName(), keep));
          }
        });
  }
}
