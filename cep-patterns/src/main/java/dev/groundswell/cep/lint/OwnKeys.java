package dev.groundswell.cep.lint;

import dev.groundswell.cep.rules.RuleText;
import dev.groundswell.schemas.AtlasTechniques;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Sigma leaves open and our rules must say: whoever is paged reads it at night. */
final class OwnKeys {

  private static final int SILENT_TESTS = 3;
  private static final String TAGS = "tags";
  private static final String TESTS = "tests";
  private static final Map<String, String> REQUIRED = new LinkedHashMap<>();

  static {
    REQUIRED.put("id", "is missing; give it a UUID that no rule ever had");
    REQUIRED.put("name", "is missing; it is the file's name without .yml");
    REQUIRED.put("version", "is missing; begin with 1");
    REQUIRED.put("status", "is missing; begin with experimental");
    REQUIRED.put("level", "is missing; say how grave a match is");
    REQUIRED.put(TAGS, "is missing; name a technique, such as atlas.aml.t0054");
    REQUIRED.put("description", "is missing; say what it detects and why that is abuse");
    REQUIRED.put("falsepositives", "is missing; say who else behaves like this");
    REQUIRED.put("blindspots", "is missing; say what it does not see");
    REQUIRED.put("triage", "is missing; say what the responder does first");
    REQUIRED.put("references", "is missing; say where the pattern was described");
    REQUIRED.put("events", "is missing; give one sample for each step");
    REQUIRED.put(TESTS, "is missing; show when it fires and when not");
  }

  private OwnKeys() {}

  static List<String> errors(RuleText text) {
    List<String> errors = new ArrayList<>();
    REQUIRED.forEach(
        (key, advice) -> {
          if (!text.says(key)) {
            errors.add(text.problem(advice, key));
          }
        });
    if (text.says(TAGS)
        && text.texts(TAGS).stream().allMatch(tag -> AtlasTechniques.idOfTag(tag).isEmpty())) {
      errors.add(text.problem("names no ATLAS technique; add one, such as atlas.aml.t0054", TAGS));
    }
    if (text.says(TESTS)) {
      errors.addAll(tests(text));
    }
    return errors;
  }

  private static List<String> tests(RuleText text) {
    List<String> expected = text.texts(TESTS, "expect");
    long silent = expected.stream().filter("0"::equals).count();
    List<String> errors = new ArrayList<>();
    if (silent == expected.size()) {
      errors.add(text.problem("none fires; show at least one case that does", TESTS));
    }
    if (silent < SILENT_TESTS) {
      errors.add(
          text.problem(
              "%d silent; show at least %d cases in which it must not fire"
                  .formatted(silent, SILENT_TESTS),
              TESTS));
    }
    return errors;
  }
}
