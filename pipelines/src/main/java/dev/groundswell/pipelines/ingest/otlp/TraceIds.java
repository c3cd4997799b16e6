package dev.groundswell.pipelines.ingest.otlp;

import dev.groundswell.pipelines.ingest.format.Refusal;
import dev.groundswell.schemas.DeadLetterReason;
import java.util.Locale;
import java.util.regex.Pattern;

/** Ids of the W3C's trace context; all zeros are none. */
final class TraceIds {

  private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-fA-F]{32}");
  private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-fA-F]{16}");
  private static final Pattern NONE = Pattern.compile("0*");

  private TraceIds() {}

  static String trace(String id) throws Refusal {
    return lower(id, TRACE, "trace id");
  }

  static String span(String id) throws Refusal {
    return lower(id, SPAN, "span id");
  }

  /** The parent's id; empty if there is none. */
  static String parent(String id) throws Refusal {
    return NONE.matcher(id).matches() ? "" : lower(id, SPAN, "parent span id");
  }

  /** The id of a call's event: equal whenever and from whichever parts it is put together. */
  static String event(String traceId, String spanId) {
    return traceId + '-' + spanId;
  }

  private static String lower(String id, Pattern form, String what) throws Refusal {
    if (!form.matcher(id).matches()) {
      throw new Refusal(
          DeadLetterReason.missing_id, "a %s is missing or malformed".formatted(what));
    }
    return id.toLowerCase(Locale.ROOT);
  }
}
