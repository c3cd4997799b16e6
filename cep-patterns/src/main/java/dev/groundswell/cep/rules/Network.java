package dev.groundswell.cep.rules;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network in CIDR form.
 *
 * @param first its first address
 * @param prefix how many leading bits its addresses share
 */
public record Network(NetworkAddress first, int prefix) implements Serializable {

  private static final int IPV4_BITS = 32;
  private static final int WRAPPING_BITS = 96;
  private static final Pattern CIDR = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

  /**
   * Reads {@code 10.0.0.0/8} or {@code 2001:db8::/32}; without a prefix it is a single address.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Network parse(String text) {
    Matcher cidr = CIDR.matcher(text);
    if (!cidr.matches()) {
      throw unreadable(text);
    }
    NetworkAddress first = NetworkAddress.parse(cidr.group(1)).orElseThrow(() -> unreadable(text));
    int prefix = cidr.group(2) == null ? first.bits() : Integer.parseInt(cidr.group(2));
    if (cidr.group(2) != null && first.bits() == IPV4_BITS && text.contains(":")) {
      prefix -= WRAPPING_BITS; // an address of IPv4 that is wrapped in one of IPv6 is that address
    }
    if (prefix < 0 || prefix > first.bits()) {
      throw unreadable(text);
    }
    if (first.number().signum() != 0 && first.number().getLowestSetBit() < first.bits() - prefix) {
      throw new IllegalArgumentException(
          "`%s` is an address inside its network; write the network's first address"
              .formatted(text));
    }
    return new Network(first, prefix);
  }

  /** Whether the address lies in the network; one of the other family does not. */
  public boolean contains(NetworkAddress address) {
    int host = first.bits() - prefix;
    return address.bits() == first.bits()
        && address.number().shiftRight(host).equals(first.number().shiftRight(host));
  }

  /** As rules write it. */
  @Override
  public String toString() {
    return first + "/" + prefix;
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "`%s` is no network; write one such as 10.0.0.0/8 or 2001:db8::/32".formatted(text));
  }
}
