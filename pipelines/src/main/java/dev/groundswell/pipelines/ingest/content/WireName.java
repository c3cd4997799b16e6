package dev.groundswell.pipelines.ingest.content;

import java.util.Locale;

/** A closed set of values that rules see: the names are a format. */
interface WireName {

  String name();

  default String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
