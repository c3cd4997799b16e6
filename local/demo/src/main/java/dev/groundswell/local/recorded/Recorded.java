package dev.groundswell.local.recorded;

import java.time.Instant;
import java.util.Optional;

/** What a file held. */
public sealed interface Recorded permits Recording, Series {

  /** Times of the first and the last of it. */
  record Span(Instant first, Instant last) {}

  /** How many lines were read that are not blank. */
  long read();

  /** From how many of them nothing could be taken. */
  long refused();

  /** From when to when it is; empty without any. */
  Optional<Span> span();
}
