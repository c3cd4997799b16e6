package dev.groundswell.cep.match;

import dev.groundswell.cep.rules.CaseFold;
import dev.groundswell.cep.rules.NetworkAddress;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * One value of a field of an event, in the forms that predicates ask for; each is made once, when
 * first asked for.
 */
final class FieldValue {

  private final Object value;
  private String text;
  private String folded;
  private BigDecimal number;
  private Optional<NetworkAddress> address;

  FieldValue(Object value) {
    this.value = value;
  }

  /** As text, in folded case unless {@code cased}. */
  String text(boolean cased) {
    if (text == null) {
      text = value.toString();
    }
    if (cased) {
      return text;
    }
    if (folded == null) {
      folded = CaseFold.fold(text);
    }
    return folded;
  }

  /** As a number; the value must be one. */
  BigDecimal number() {
    if (number == null) {
      number =
          value instanceof Double real
              ? BigDecimal.valueOf(real)
              : BigDecimal.valueOf(((Number) value).longValue());
    }
    return number;
  }

  /** As a network address; empty if it is none. */
  Optional<NetworkAddress> address() {
    if (address == null) {
      address = NetworkAddress.parse(text(true));
    }
    return address;
  }

  /** Equal as numbers, if both are, or else as text in any case. */
  boolean sameAs(FieldValue other) {
    if (value instanceof Number && other.value instanceof Number) {
      return number().compareTo(other.number()) == 0;
    }
    return text(false).equals(other.text(false));
  }
}
