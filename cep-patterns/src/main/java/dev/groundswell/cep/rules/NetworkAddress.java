package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address of IPv4 or IPv6; an IPv6 address that only wraps one of IPv4 is that one.
 *
 * @param bits its length, 32 or 128
 * @param number its bits as a number
 */
public record NetworkAddress(int bits, BigInteger number) implements Serializable {

  // Anything else would make the JDK ask a name server for what stands in an event.
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,44}");

  /** The address that a text spells; empty if it spells none. */
  public static Optional<NetworkAddress> parse(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      byte[] address = InetAddress.getByName(text).getAddress();
      return Optional.of(
          new NetworkAddress(address.length * Byte.SIZE, new BigInteger(1, address)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** As the JDK writes addresses. */
  @Override
  public String toString() {
    byte[] bytes = new byte[bits / Byte.SIZE];
    byte[] significant = number.toByteArray();
    int length = Math.min(significant.length, bytes.length); // a sign may stand before
    System.arraycopy(
        significant, significant.length - length, bytes, bytes.length - length, length);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
