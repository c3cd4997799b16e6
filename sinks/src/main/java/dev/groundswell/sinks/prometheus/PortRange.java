package dev.groundswell.sinks.prometheus;

import java.io.Serializable;

/**
 * Ports to try in order, so that several processes on one host each find their own.
 *
 * @param first lowest port; 0 leaves the choice to the operating system
 * @param last highest port, inclusive
 */
public record PortRange(int first, int last) implements Serializable {

  private static final int HIGHEST_PORT = 65_535;

  public PortRange {
    if (first < 0 || last > HIGHEST_PORT || first > last) {
      throw new IllegalArgumentException(
          "Not a range of ports: " + first + "-" + last + "; expected for example 9249-9259");
    }
  }

  /** Reads {@code "9249"} or {@code "9249-9259"}. */
  public static PortRange parse(String text) {
    int dash = text.indexOf('-');
    try {
      int first = Integer.parseInt((dash < 0 ? text : text.substring(0, dash)).strip());
      int last = dash < 0 ? first : Integer.parseInt(text.substring(dash + 1).strip());
      return new PortRange(first, last);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Not a range of ports: '" + text + "'; expected for example 9249-9259", e);
    }
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
