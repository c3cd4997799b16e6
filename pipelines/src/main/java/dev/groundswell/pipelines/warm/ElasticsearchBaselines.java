package dev.groundswell.pipelines.warm;

import dev.groundswell.pipelines.trend.BaselineSource;
import dev.groundswell.schemas.Baseline;
import dev.groundswell.sinks.elasticsearch.ElasticsearchConfig;
import dev.groundswell.sinks.elasticsearch.StoredBaselines;
import java.io.IOException;
import java.util.List;

/**
 * Those that an index job has written.
 *
 * @param config where
 */
record ElasticsearchBaselines(ElasticsearchConfig config) implements BaselineSource {

  @Override
  public List<Baseline> all() throws IOException {
    return StoredBaselines.read(config);
  }
}
