package dev.groundswell.pipelines.ingest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network address in one spelling, so that all spellings of an address share a pseudonym.
 *
 * @param text the address; IPv4 where an IPv6 address only wraps one
 * @param subnet its network in CIDR form: /24 for IPv4, /48 for IPv6
 */
record ClientAddress(String text, String subnet) {

  // Anything else would make the JDK ask a name server on a stranger's behalf.
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,44}");

  /** The address that a text spells; empty if it spells none. */
  static Optional<ClientAddress> parse(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.getByName(text);
      byte[] network = address.getAddress();
      int kept = network.length == 4 ? 3 : 6;
      Arrays.fill(network, kept, network.length, (byte) 0);
      String subnet = InetAddress.getByAddress(network).getHostAddress() + "/" + kept * Byte.SIZE;
      return Optional.of(new ClientAddress(address.getHostAddress(), subnet));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
