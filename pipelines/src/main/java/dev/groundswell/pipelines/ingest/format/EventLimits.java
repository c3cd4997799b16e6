package dev.groundswell.pipelines.ingest.format;

/** What an event holds at most. Decoders keep to it and choose what to leave out. */
public final class EventLimits {

  /** Characters of an id; a longer one is refused. */
  public static final int ID_LENGTH = 256;

  /** Characters of any other string; longer ones are cut. */
  public static final int STRING_LENGTH = 256;

  /** Verdicts; an event with more is refused. */
  public static final int VERDICTS = 64;

  /** Labels; an event with more is refused. */
  public static final int LABELS = 32;

  /** Elements of any other list; an event with more is refused. */
  public static final int LIST_ITEMS = 32;

  private EventLimits() {}
}
