package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An embedded test of a rule.
 *
 * @param name what it shows
 * @param given events in their order of arrival
 * @param expect how many detections they must cause
 */
public record RuleTest(String name, List<GivenEvent> given, int expect) implements Serializable {

  /**
   * An occurrence of a sample event.
   *
   * @param sample name of the sample
   * @param offset event time after the start of the test
   * @param overrides values that differ from the sample's, by dotted field name
   */
  public record GivenEvent(String sample, Duration offset, Map<String, String> overrides)
      implements Serializable {}
}
