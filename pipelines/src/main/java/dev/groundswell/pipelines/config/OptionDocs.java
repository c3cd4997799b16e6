package dev.groundswell.pipelines.config;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;

/** The options in words. */
final class OptionDocs {

  private OptionDocs() {}

  static String description(ConfigOption<?> option) {
    return new HtmlFormatter().format(option.description());
  }
}
