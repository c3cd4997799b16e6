package dev.groundswell.pipelines.ingest.content;

import dev.groundswell.schemas.Verdict;
import java.util.List;

/** The scorer of those who have none. */
record NoScorer() implements ContentScorer {

  @Override
  public String detector() {
    return "none";
  }

  @Override
  public List<Verdict> score(String text) {
    return List.of();
  }
}
