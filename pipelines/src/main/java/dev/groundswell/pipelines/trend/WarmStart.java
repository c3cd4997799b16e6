package dev.groundswell.pipelines.trend;

import dev.groundswell.schemas.Grain;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * What trends that start afresh know already: what others have learned. Whoever has a state of its
 * own goes on from that, and never asks.
 */
public final class WarmStart implements Serializable {

  private static final long serialVersionUID = 1;

  /** Null if they know nothing. */
  private final BaselineSource source;

  private WarmStart(BaselineSource source) {
    this.source = source;
  }

  /** They know nothing, and open nothing before their warm-up is over. */
  public static WarmStart none() {
    return new WarmStart(null);
  }

  public static WarmStart from(BaselineSource source) {
    return new WarmStart(source);
  }

  /**
   * What would be known, in words; before a job starts, so that whoever starts it hears of it.
   *
   * @param tick how often its cells are judged
   * @throws IOException saying what to do, if there is nothing that can be known
   */
  public String check(Grain tick) throws IOException {
    return read(tick).map(Learned::summary).orElse("nothing");
  }

  /**
   * What is known; empty if nothing is to be.
   *
   * @throws IOException saying what to do, if there is nothing that can be known
   */
  Optional<Learned> read(Grain tick) throws IOException {
    return source == null ? Optional.empty() : Optional.of(Learned.of(source.all(), tick));
  }
}
