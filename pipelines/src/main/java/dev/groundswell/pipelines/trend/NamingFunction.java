package dev.groundswell.pipelines.trend;

import dev.groundswell.pipelines.ledger.Accountable;
import dev.groundswell.pipelines.ledger.Entry;
import dev.groundswell.pipelines.ledger.StageLedger;
import dev.groundswell.schemas.TrendDelta;
import dev.groundswell.sinks.prometheus.ExpositionConfig;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets so many targets of a kind have a name of their own, those that come first, and brings
 * together what reaches the others: whoever makes up names of models would else make as many cells,
 * and each is kept for weeks. When there are too many, those that nothing reached for a day give
 * their names back.
 */
final class NamingFunction extends KeyedProcessFunction<String, TrendDelta, TrendDelta>
    implements Accountable {

  /** Name of all targets that have none of their own. */
  static final String OTHER = "other";

  private static final long UNSEEN = Duration.ofDays(1).toMillis();

  /** So that a flood of names is not a flood of looks at all that there are. */
  private static final long BETWEEN_LOOKS = Duration.ofHours(1).toMillis();

  private final int most;
  private final StageLedger ledger;

  /** When each was last reached, to the hour. */
  private transient MapState<String, Long> lastSeen;

  private transient ValueState<Integer> named;
  private transient ValueState<Long> looked;

  /**
   * @param most targets of a kind that have a name of their own
   */
  NamingFunction(int most, ExpositionConfig exposition) {
    this.most = most;
    this.ledger = new StageLedger("targets", exposition);
  }

  @Override
  public StageLedger ledger() {
    return ledger;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    lastSeen =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("last-seen", Types.STRING, Types.LONG));
    named = getRuntimeContext().getState(new ValueStateDescriptor<>("named", Types.INT));
    looked = getRuntimeContext().getState(new ValueStateDescriptor<>("looked", Types.LONG));
    ledger.open(getRuntimeContext());
  }

  @Override
  public void close() {
    ledger.close();
  }

  @Override
  public void processElement(TrendDelta delta, Context context, Collector<TrendDelta> out)
      throws Exception {
    ledger.add(Entry.ADDRESSED);
    if (isNamed(delta.getTarget(), delta.getPaneStart())) {
      ledger.add(Entry.NAMED);
      out.collect(delta);
    } else {
      ledger.add(Entry.UNNAMED);
      out.collect(TrendDelta.newBuilder(delta).setTarget(OTHER).build());
    }
  }

  private boolean isNamed(String target, long time) throws Exception {
    Long seen = lastSeen.get(target);
    if (seen == null && !hasRoom(time)) {
      return false;
    }
    if (seen == null) {
      named.update(named() + 1);
    }
    if (seen == null || time - seen >= BETWEEN_LOOKS) {
      lastSeen.put(target, time);
    }
    return true;
  }

  private boolean hasRoom(long time) throws Exception {
    Long last = looked.value();
    if (named() >= most && (last == null || time - last >= BETWEEN_LOOKS)) {
      looked.update(time);
      named.update(
          named() - MapStates.removeIf(lastSeen, target -> target.getValue() < time - UNSEEN));
    }
    return named() < most;
  }

  private int named() throws Exception {
    Integer known = named.value();
    return known == null ? 0 : known;
  }
}
