package dev.groundswell.local.simulator;

import dev.groundswell.local.simulator.SimulatedRecord.Benign;
import dev.groundswell.local.simulator.SimulatedRecord.Planted;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the truth as JSON lines: a story when its last record was sent; at the end the stories
 * that are unfinished, of which half an abuse owes no alert, and the number of distinct benign
 * actors.
 */
public final class TruthWriter implements Closeable {

  private final Writer lines;
  private final Map<String, Unfinished> unfinished = new TreeMap<>();
  private final BitSet benign = new BitSet();

  /** Writes to, and in the end closes, a writer. */
  public TruthWriter(Writer lines) {
    this.lines = lines;
  }

  /** Takes note of a record that was sent. */
  public void sent(SimulatedRecord record) throws IOException {
    if (!record.treatment().counts()) {
      return;
    }
    if (record.origin() instanceof Planted planted) {
      Campaign story = planted.campaign();
      if (planted.last()) {
        unfinished.remove(story.campaignId());
        write(story);
      } else {
        unfinished
            .computeIfAbsent(story.campaignId(), id -> new Unfinished(story))
            .sent
            .set(planted.place());
      }
    } else if (record.origin() instanceof Benign actor) {
      benign.set(actor.user());
    }
  }

  @Override
  public void close() throws IOException {
    for (Unfinished story : unfinished.values()) {
      write(story.soFar());
    }
    write(Map.of(Truth.BENIGN_ACTORS, benign.cardinality()));
    lines.close();
  }

  private static final class Unfinished {

    private final Campaign story;
    private final BitSet sent = new BitSet();

    Unfinished(Campaign story) {
      this.story = story;
    }

    /** Half a near miss is one, and abuse owes its alert once all is sent that completes it. */
    Campaign soFar() {
      boolean undecided =
          story.kind() == Campaign.Kind.ABUSE
              && sent.nextClearBit(0) <= story.eventIds().indexOf(story.completingEventId());
      return undecided ? story.interrupted() : story;
    }
  }

  private void write(Object entry) throws IOException {
    lines.write(Truth.JSON.writeValueAsString(entry));
    lines.write('\n');
    lines.flush();
  }
}
