package dev.groundswell.pipelines.trend.statistics;

/** Refuses numbers that no formula here is for; NaN is none of them. */
final class Arguments {

  private Arguments() {}

  static void positive(String name, double value) {
    check(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "a positive number");
  }

  static void notNegative(String name, long value) {
    notNegative(name, (double) value);
  }

  static void notNegative(String name, double value) {
    check(value >= 0 && value < Double.POSITIVE_INFINITY, name, value, "zero or more");
  }

  static void atLeast(long least, String name, long value) {
    check(value >= least, name, (double) value, least + " or more");
  }

  static void atLeast(double least, String name, double value) {
    check(value >= least && value < Double.POSITIVE_INFINITY, name, value, least + " or more");
  }

  static void number(String name, double value) {
    check(Double.isFinite(value), name, value, "a number");
  }

  static void proportion(String name, double value) {
    check(value > 0 && value < 1, name, value, "more than 0 and less than 1");
  }

  private static void check(boolean holds, String name, double value, String takes) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s, it takes %s".formatted(name, value, takes));
    }
  }
}
