package dev.groundswell.cep.correlate.nfa;

import dev.groundswell.schemas.EventSummary;
import dev.groundswell.schemas.Occurrence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;

/**
 * The open runs of all sequences, for the current key. Occurrences must come in order.
 *
 * <p>Of the runs of a sequence that wait for the same step the {@value #MAX_RUNS} latest are kept.
 */
public final class SequenceRuns implements AutoCloseable {

  /**
   * Runs of a sequence, by step that they wait for. Each is looked at for every event, so that
   * whoever opens many of them blinds the key.
   */
  static final int MAX_RUNS = 32;

  /** Name of the state of the runs; their events are in states that Flink CEP names. */
  public static final String RUNS = "runs";

  /** By start, and by the event that was taken last. */
  private static final Comparator<ComputationState> LATEST_LAST =
      NFAState.COMPUTATION_STATE_COMPARATOR.thenComparing(
          run -> run.getPreviousBufferEntry().getEventId());

  private final Function<String, SequenceNfa> sequences;
  private final MapState<String, NFAState> runs;
  private final SharedBuffer<Occurrence> events;
  private final Comparator<List<Occurrence>> latest;
  private final IntConsumer dropped;

  /**
   * Registers the state of the sequences.
   *
   * @param sequences finds the sequence whose runs a name names: its id, and the part of the group
   *     that they are in; null if it does not run here
   * @param order in which events come
   * @param dropped takes how many runs were given up for want of room
   */
  public SequenceRuns(
      KeyedStateStore store,
      Function<String, SequenceNfa> sequences,
      Comparator<EventSummary> order,
      IntConsumer dropped) {
    this.latest =
        (one, other) ->
            IntStream.range(0, one.size())
                .map(i -> order.compare(one.get(i).getEvent(), other.get(i).getEvent()))
                .filter(difference -> difference != 0)
                .findFirst()
                .orElse(0);
    this.dropped = dropped;
    this.sequences = sequences;
    this.runs =
        store.getMapState(
            new MapStateDescriptor<>(RUNS, StringSerializer.INSTANCE, new NFAStateSerializer()));
    this.events =
        new SharedBuffer<>(
            store, new AvroSerializer<>(Occurrence.class), new SharedBufferCacheConfig());
  }

  /**
   * Feeds an occurrence to a sequence.
   *
   * @param part of the group that it looks at by itself; the whole group is the empty part
   * @return the occurrences of the match that it completes, one a step: of several, those of the
   *     run that started latest, then of the one that took its next step latest, and so on
   */
  @SuppressWarnings("try") // Flink declares the accessor's close() to throw anything
  public Optional<List<Occurrence>> process(
      SequenceNfa sequence, String part, Occurrence occurrence) throws Exception {
    String key = sequence.id() + part;
    NFAState state = runs.get(key);
    if (state == null) {
      if (!sequence.canStartWith(occurrence)) {
        return Optional.empty();
      }
      state = sequence.nfa().createInitialNFAState();
    }
    long time = occurrence.getEvent().getEventTime();
    try (SharedBufferAccessor<Occurrence> accessor = events.getAccessor()) {
      advance(sequence, state, time, accessor);
      Collection<Map<String, List<Occurrence>>> matches =
          sequence
              .nfa()
              .process(
                  accessor, state, occurrence, time, AfterMatchSkipStrategy.noSkip(), () -> time);
      release(superfluous(state), state, accessor);
      save(key, state, accessor);
      return matches.stream().map(sequence::inOrder).max(latest);
    }
  }

  /** Forgets the open runs of a sequence, in all parts of the group. */
  @SuppressWarnings("try") // Flink declares the accessor's close() to throw anything
  public void clear(SequenceNfa sequence) throws Exception {
    if (runs.isEmpty()) {
      return;
    }
    try (SharedBufferAccessor<Occurrence> accessor = events.getAccessor()) {
      for (Map.Entry<String, NFAState> entry : current().entrySet()) {
        if (entry.getKey().startsWith(sequence.id())) {
          release(open(entry.getValue()), entry.getValue(), accessor);
          save(entry.getKey(), entry.getValue(), accessor);
        }
      }
    }
  }

  /**
   * Removes what no event after the watermark can complete, and runs of unknown sequences.
   *
   * @return when the first of the others is over, ms since 1970-01-01 UTC, or {@link
   *     Long#MAX_VALUE}
   */
  @SuppressWarnings("try") // Flink declares the accessor's close() to throw anything
  public long expire(long watermark) throws Exception {
    if (runs.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long next = Long.MAX_VALUE;
    try (SharedBufferAccessor<Occurrence> accessor = events.getAccessor()) {
      for (Map.Entry<String, NFAState> entry : current().entrySet()) {
        NFAState state = entry.getValue();
        SequenceNfa sequence = sequences.apply(entry.getKey());
        if (sequence == null) {
          release(open(state), state, accessor);
        } else {
          advance(sequence, state, Math.min(watermark, Long.MAX_VALUE - 1) + 1, accessor);
          for (ComputationState run : open(state)) {
            next = Math.min(next, run.getStartTimestamp() + sequence.timespanMillis());
          }
        }
        save(entry.getKey(), state, accessor);
      }
    }
    return next;
  }

  @Override
  public void close() {
    // Its timer thread would keep the process alive.
    events.releaseCacheStatisticsTimer();
  }

  /** A copy: the state must not change while it is looked through. */
  private Map<String, NFAState> current() throws Exception {
    Map<String, NFAState> current = new HashMap<>();
    runs.entries().forEach(entry -> current.put(entry.getKey(), entry.getValue()));
    return current;
  }

  private static void advance(
      SequenceNfa sequence, NFAState state, long time, SharedBufferAccessor<Occurrence> accessor)
      throws Exception {
    sequence.nfa().advanceTime(accessor, state, time, AfterMatchSkipStrategy.noSkip());
  }

  private void save(String key, NFAState state, SharedBufferAccessor<Occurrence> accessor)
      throws Exception {
    if (!open(state).isEmpty()) {
      runs.put(key, state);
      return;
    }
    runs.remove(key);
    if (runs.isEmpty()) {
      // Nothing refers to an event any more: forget how many there were at each time.
      accessor.advanceTime(Long.MAX_VALUE);
    }
  }

  private static List<ComputationState> open(NFAState state) {
    return state.getPartialMatches().stream().filter(run -> run.getStartEventID() != null).toList();
  }

  private List<ComputationState> superfluous(NFAState state) {
    Map<String, List<ComputationState>> byStep = new HashMap<>();
    open(state)
        .forEach(
            run ->
                byStep
                    .computeIfAbsent(run.getCurrentStateName(), step -> new ArrayList<>())
                    .add(run));
    List<ComputationState> superfluous = new ArrayList<>();
    for (List<ComputationState> waiting : byStep.values()) {
      if (waiting.size() > MAX_RUNS) {
        waiting.sort(LATEST_LAST);
        superfluous.addAll(waiting.subList(0, waiting.size() - MAX_RUNS));
      }
    }
    dropped.accept(superfluous.size());
    return superfluous;
  }

  private static void release(
      List<ComputationState> released, NFAState state, SharedBufferAccessor<Occurrence> accessor)
      throws Exception {
    for (ComputationState run : released) {
      accessor.releaseNode(run.getPreviousBufferEntry(), run.getVersion());
      state.getPartialMatches().remove(run);
    }
  }
}
