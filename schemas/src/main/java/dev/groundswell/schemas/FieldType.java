package dev.groundswell.schemas;

/** What the values of a {@link TelemetryField} are. */
public enum FieldType {
  /** Text, compared without regard to case. */
  STRING,
  /** A whole number. */
  LONG,
  /** A number. */
  DOUBLE,
  /** True or false. */
  BOOLEAN,
  /** One of the symbols of an enum. */
  ENUM,
  /** Any number of texts: a condition holds if it holds for one of them. */
  STRINGS
}
