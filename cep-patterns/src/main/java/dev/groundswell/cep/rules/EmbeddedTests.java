package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.RuleTest.GivenEvent;
import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.cep.rules.YamlValue.Scalar;
import dev.groundswell.cep.rules.YamlValue.Sequence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the {@code events} and {@code tests} of a rule. */
final class EmbeddedTests {

  private static final String EVENTS = "events";
  private static final String TESTS = "tests";

  private final RuleDocument root;
  private final Problems problems;
  private final Map<String, Map<String, String>> samples;

  EmbeddedTests(RuleDocument root, Problems problems) {
    this.root = root;
    this.problems = problems;
    this.samples = readSamples();
  }

  Map<String, Map<String, String>> samples() {
    return samples;
  }

  List<RuleTest> tests() {
    YamlValue value = root.mapping().get(TESTS);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof Sequence sequence)) {
      root.fields().refuse(TESTS, "must be a list");
      return List.of();
    }
    return sequence.values().stream().map(this::test).filter(Objects::nonNull).toList();
  }

  private Map<String, Map<String, String>> readSamples() {
    Map<String, Map<String, String>> read = new LinkedHashMap<>();
    YamlValue value = root.mapping().get(EVENTS);
    if (value instanceof Mapping events) {
      events.values().forEach((name, sample) -> read.put(name, sample(name, sample)));
    } else if (value != null) {
      root.fields().refuse(EVENTS, "must be named samples");
    }
    return read;
  }

  private Map<String, String> sample(String name, YamlValue value) {
    Map<String, String> sample = new LinkedHashMap<>();
    if (value instanceof Mapping fields) {
      fields.values().forEach((field, each) -> sample.put(field, text(field, each)));
    } else {
      problems.add(value.line(), "events." + name, "must be fields with values");
    }
    check(value.line(), "events." + name, sample);
    return sample;
  }

  private String text(String field, YamlValue value) {
    if (value instanceof Scalar scalar && scalar.text() != null) {
      return scalar.text();
    }
    if (value instanceof Sequence sequence) {
      return sequence.values().stream()
          .map(each -> text(field, each))
          .collect(Collectors.joining(","));
    }
    problems.add(value.line(), field, "must be a value or a list of values");
    return "";
  }

  private RuleTest test(YamlValue value) {
    if (!(value instanceof Mapping mapping)) {
      problems.add(value.line(), TESTS, "each must have name, given, expect");
      return null;
    }
    Fields fields = new Fields("tests.", mapping, problems);
    fields.allowOnly(Set.of("name", "given", "expect"), "is unknown; use name, given, expect");
    String expect = fields.required("expect");
    if (!expect.matches("\\d{1,4}")) {
      fields.refuse("expect", "must be a number of detections");
      return null;
    }
    List<GivenEvent> given = given(fields);
    return new RuleTest(fields.required("name"), given, Integer.parseInt(expect));
  }

  private List<GivenEvent> given(Fields fields) {
    try {
      List<GivenEvent> given = TestScript.parse(fields.required("given"));
      for (GivenEvent event : given) {
        if (!samples.containsKey(event.sample())) {
          fields.refuse("given", "no sample event `%s`".formatted(event.sample()));
        }
        check(fields.line(), "tests.given", event.overrides());
      }
      return given;
    } catch (IllegalArgumentException e) {
      fields.refuse("given", e.getMessage());
      return new ArrayList<>();
    }
  }

  private void check(int line, String key, Map<String, String> values) {
    try {
      EventFields.event("sample", Instant.EPOCH, values);
    } catch (IllegalArgumentException e) {
      problems.add(line, key, e.getMessage());
    }
  }
}
