package dev.groundswell.sinks.elasticsearch;

import org.apache.flink.connector.base.sink.writer.strategy.ScalingStrategy;

/**
 * How many documents may be in flight: halved on a refusal, a tenth of a request more on success.
 *
 * <p>Never less than one, whereas the framework's own strategy goes down to a single document. The
 * framework sends at once when as many documents wait as the window lets it send; with a small one
 * every refused request would be followed by the next, something would always be in flight, and no
 * checkpoint would complete until the server is back.
 *
 * @param documentsPerRequest documents of one full request, the narrowest window
 * @param requests full requests in the widest window
 */
record RequestWindow(int documentsPerRequest, int requests) implements ScalingStrategy<Integer> {

  int widest() {
    return requests * documentsPerRequest;
  }

  @Override
  public Integer scaleUp(Integer documents) {
    return Math.min(documents + documentsPerRequest / 10, widest());
  }

  @Override
  public Integer scaleDown(Integer documents) {
    return Math.max(documents / 2, documentsPerRequest);
  }
}
