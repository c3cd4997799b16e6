package dev.groundswell.pipelines.ingest.content;

import dev.groundswell.schemas.Verdict;
import java.io.Serializable;
import java.util.List;

/**
 * Judges the text of an event before ingest drops it: the place for a model. It runs in the task
 * thread of ingest, so its time is the event's time, and it alone sees all of the text, up to the
 * largest record that ingest reads. It is trusted not to write any of it into a verdict.
 *
 * <p>A scorer around Llama Guard, or around a provider's moderation, makes its verdicts with a
 * {@link dev.groundswell.pipelines.ingest.verdict.Detector}, so that they compare with all others.
 *
 * <p>Whatever it does, the event goes on: an exception, and verdicts that no producer could have
 * sent, become one verdict of state {@code failed} that bears the name of the detector.
 */
public interface ContentScorer extends Serializable {

  /** Has nothing to say about any text. */
  ContentScorer NONE = new NoScorer();

  /** Name under which the verdicts of this scorer, and its failures, are known; rules see it. */
  String detector();

  /**
   * What it has to say about {@code text}: at most 16 verdicts, none when it has nothing to say.
   *
   * @throws Exception when it cannot tell
   */
  List<Verdict> score(String text) throws Exception;
}
