package dev.groundswell.pipelines.trend;

/**
 * Whose calls a detector, a judge or an analyst found abusive after they were made.
 *
 * @param actors all of them
 * @param passed those of whom a call was not blocked when it was made
 */
record Reviewed(Actors actors, Actors passed) {

  static final Reviewed NONE = new Reviewed(Actors.NONE, Actors.NONE);

  long count() {
    return actors.count();
  }

  /** How many passed; no more than there are, which estimates by themselves might be. */
  long passedCount() {
    return Math.min(passed.count(), actors.count());
  }
}
