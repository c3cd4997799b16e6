package dev.groundswell.pipelines.ingest.azure;

import dev.groundswell.schemas.TelemetryEvent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a caller was: an address, or its network where Azure masks the last part of it. */
final class CallerAddress {

  private static final Pattern MASKED = Pattern.compile("((?:\\d{1,3}\\.){3})[^0-9:.]{1,3}");
  private static final Pattern IPV4 = Pattern.compile("((?:\\d{1,3}\\.){3}\\d{1,3})(?::\\d{1,5})?");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,44}");

  private CallerAddress() {}

  /** Sets what a text tells of the caller; nothing if it tells nothing. */
  static void set(TelemetryEvent event, String text) {
    if (text == null) {
      return;
    }
    Matcher masked = MASKED.matcher(text);
    Matcher address = IPV4.matcher(text);
    if (masked.matches()) {
      // The form in which ingest writes networks, so that both logs of a caller agree on it.
      event.setClientSubnet(masked.group(1) + "0/24");
    } else if (address.matches()) {
      event.setClientAddress(address.group(1));
    } else if (IPV6.matcher(text).matches()) {
      event.setClientAddress(text);
    }
  }
}
