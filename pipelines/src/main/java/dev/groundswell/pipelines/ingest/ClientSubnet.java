package dev.groundswell.pipelines.ingest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The network of an address: /24 for IPv4, /48 for IPv6. */
final class ClientSubnet {

  // Anything else would make the JDK ask a name server on a stranger's behalf.
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]{0,15}:[0-9a-fA-F:.]{1,44}");

  private ClientSubnet() {}

  /** The subnet in CIDR form; empty if the text is no address. */
  static Optional<String> of(String address) {
    if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      int kept = bytes.length == 4 ? 3 : 6;
      Arrays.fill(bytes, kept, bytes.length, (byte) 0);
      return Optional.of(InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * Byte.SIZE);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
