package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.RuleTest.GivenEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the events of an embedded test: {@code refused@0:00,0:30 answered@3:00{user.id: u2}}.
 * Offsets are minutes:seconds, with milliseconds if wanted; values in braces hold for all offsets
 * of their item, and {@code null} takes a value away. Items arrive as written.
 */
final class TestScript {

  private static final Pattern ITEM =
      Pattern.compile("\\s*([\\w-]+)@([\\d:.,]+)(?:\\{([^}]*)\\})?(?:\\s+|$)");
  private static final Pattern OFFSET = Pattern.compile("(\\d{1,4}):([0-5]\\d)(?:\\.(\\d{3}))?");
  private static final Pattern OVERRIDE = Pattern.compile("\\s*([\\w.]+)\\s*:\\s*(\\S.*?)\\s*");

  private TestScript() {}

  /**
   * Reads the script.
   *
   * @throws IllegalArgumentException saying what cannot be read
   */
  static List<GivenEvent> parse(String script) {
    List<GivenEvent> given = new ArrayList<>();
    Matcher item = ITEM.matcher(script);
    int end = 0;
    while (end < script.length() && item.find(end) && item.start() == end) {
      Map<String, String> overrides = overrides(item.group(3));
      for (String offset : item.group(2).split(",", -1)) {
        given.add(new GivenEvent(item.group(1), offset(offset), overrides));
      }
      end = item.end();
    }
    if (end < script.length() || given.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot read `%s`; write sample@m:ss,m:ss{field: value}"
              .formatted(script.substring(end)));
    }
    return given;
  }

  private static Duration offset(String text) {
    Matcher offset = OFFSET.matcher(text);
    if (!offset.matches()) {
      throw new IllegalArgumentException("`%s` is no offset; write m:ss".formatted(text));
    }
    int millis = offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3));
    return Duration.ofMinutes(Integer.parseInt(offset.group(1)))
        .plusSeconds(Integer.parseInt(offset.group(2)))
        .plusMillis(millis);
  }

  private static Map<String, String> overrides(String text) {
    Map<String, String> overrides = new LinkedHashMap<>();
    if (text != null) {
      for (String part : text.split(",", -1)) {
        Matcher override = OVERRIDE.matcher(part);
        if (!override.matches()) {
          throw new IllegalArgumentException("`%s` is no `field: value`".formatted(part));
        }
        overrides.put(override.group(1), override.group(2));
      }
    }
    return overrides;
  }
}
