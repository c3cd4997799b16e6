package dev.groundswell.pipelines.ingest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundswell.pipelines.ingest.format.Refusal;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Collects the names of attributes that no row of the table is about, of spans and log records that
 * are parts of calls: those of all others would bury them.
 */
final class UnreadNames implements OtlpItems {

  private static final int MAX_NAMES = 1_000;
  private static final int MAX_LENGTH = 128;
  private static final Pattern NUMBER = Pattern.compile("\\.\\d+(?=\\.|$)");

  private final SortedSet<String> names = new TreeSet<>();

  SortedSet<String> names() {
    return names;
  }

  @Override
  public void span(OtlpSpan span) {
    if (SpanPart.isPart(span)) {
      addAll(span.attributes());
    }
  }

  @Override
  public void log(OtlpLog log) {
    if (MessageLog.isMessage(log)) {
      addAll(log.attributes());
    }
  }

  @Override
  public void ignored() {
    // A metric has no attributes that anything reads.
  }

  @Override
  public void refused(Refusal refusal) {
    // Told where the record is read.
  }

  private void addAll(Map<String, JsonNode> attributes) {
    for (String attribute : attributes.keySet()) {
      String name = NUMBER.matcher(attribute).replaceAll(".N");
      if (!isRead(attribute) && !isRead(name) && names.size() < MAX_NAMES) {
        names.add(name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) : name);
      }
    }
  }

  private static boolean isRead(String name) {
    int number = name.indexOf(".N.");
    return name.equals(MessageLog.EVENT_NAME)
        || Aliases.isKnown(name)
        || (number > 0 && Aliases.isKnown(name.substring(0, number + 2)));
  }
}
