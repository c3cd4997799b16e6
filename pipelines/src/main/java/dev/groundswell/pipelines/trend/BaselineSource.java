package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Baseline;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Where baselines are kept that another job has told. */
@FunctionalInterface
public interface BaselineSource extends Serializable {

  /**
   * All of them, in any order; of some there may be an older one too.
   *
   * @throws IOException saying what to do, if they cannot be read
   */
  List<Baseline> all() throws IOException;
}
