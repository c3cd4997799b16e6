package dev.groundswell.cep.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Sigma's modifiers behind one field name.
 *
 * @param operation how the field is compared with a value
 * @param cased whether case matters
 * @param all whether every value must hold, instead of one
 * @param negated whether what the others ask for must not hold
 * @param flags the sub-modifiers of {@code re}
 */
record Modifiers(
    Operation operation, boolean cased, boolean all, boolean negated, Set<String> flags) {

  /** How a field is compared; named as in Sigma, but for plain equality, which has no name. */
  enum Operation {
    EQUAL,
    CONTAINS,
    STARTSWITH,
    ENDSWITH,
    RE,
    CIDR,
    GT,
    GTE,
    LT,
    LTE,
    EXISTS,
    FIELDREF;

    String sigma() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Set<String> FLAGS = Set.of("i", "m", "s");
  private static final Set<Operation> TEXTS =
      Set.of(Operation.EQUAL, Operation.CONTAINS, Operation.STARTSWITH, Operation.ENDSWITH);
  private static final String KNOWN =
      "all, cased, cidr, contains, endswith, exists, fieldref, gt, gte, lt, lte, neq, re with i, m"
          + " and s, startswith";

  private static final String ENCODED =
      "inputs are not kept; `content.input.encodings` says whether one holds base64";
  private static final String BYTES =
      "values are text, not bytes; compare without it, and see `content.input.encodings` for what"
          + " hides in an input";
  private static final String CALENDAR =
      "rules know no calendar; let the producer send the part as a label, such as `labels.hour`";
  private static final Map<String, String> UNSUPPORTED =
      Map.ofEntries(
          Map.entry("base64", ENCODED),
          Map.entry("base64offset", ENCODED),
          Map.entry("utf16", BYTES),
          Map.entry("utf16le", BYTES),
          Map.entry("utf16be", BYTES),
          Map.entry("wide", BYTES),
          Map.entry("windash", "write a list with each form, such as `-x` and `/x`"),
          Map.entry("minute", CALENDAR),
          Map.entry("hour", CALENDAR),
          Map.entry("day", CALENDAR),
          Map.entry("week", CALENDAR),
          Map.entry("month", CALENDAR),
          Map.entry("year", CALENDAR),
          Map.entry("expand", "write the values that the placeholder stands for"));

  Modifiers {
    flags = Set.copyOf(flags);
  }

  /**
   * Reads modifiers in the order of the file.
   *
   * @throws IllegalArgumentException saying what is wrong and what to do
   */
  static Modifiers parse(List<String> names) {
    Operation operation = Operation.EQUAL;
    Set<String> others = new HashSet<>();
    for (String name : names) {
      Operation named = operation(name);
      if (named == null) {
        requireKnown(name);
        require(
            !FLAGS.contains(name) || operation == Operation.RE,
            "`%s` says how `re` reads; write `re|%s`".formatted(name, name));
        require(others.add(name), "`%s` stands twice; keep one".formatted(name));
      } else {
        require(
            operation == Operation.EQUAL,
            "`%s` and `%s` do not combine; keep one".formatted(operation.sigma(), name));
        operation = named;
      }
    }
    requireSense(operation, others);
    Set<String> flags = new HashSet<>(others);
    flags.retainAll(FLAGS);
    return new Modifiers(
        operation, others.contains("cased"), others.contains("all"), others.contains("neq"), flags);
  }

  private static Operation operation(String name) {
    for (Operation operation : Operation.values()) {
      if (operation != Operation.EQUAL && operation.sigma().equals(name)) {
        return operation;
      }
    }
    return null;
  }

  private static void requireKnown(String name) {
    String advice = UNSUPPORTED.get(name);
    require(advice == null, "modifier `%s` is not supported: %s".formatted(name, advice));
    require(
        FLAGS.contains(name) || Set.of("all", "cased", "neq").contains(name),
        "there is no modifier `%s`; there are %s".formatted(name, KNOWN));
  }

  private static void requireSense(Operation operation, Set<String> others) {
    require(
        operation != Operation.EXISTS || others.isEmpty(),
        "`exists` takes no other modifier; write true or false");
    require(
        operation != Operation.RE || !others.contains("cased"),
        "`re` minds case unless `i` follows; leave out `cased`");
    require(
        TEXTS.contains(operation) || !others.contains("cased"),
        "`%s` knows no case; leave out `cased`".formatted(operation.sigma()));
    // Not all of them, or none of them: the specification does not say which.
    require(
        !others.containsAll(Set.of("all", "neq")),
        "`all` and `neq` can be read in two ways; leave out `all` for none of the values, or use"
            + " `not` in the condition");
  }

  private static void require(boolean fine, String advice) {
    if (!fine) {
      throw new IllegalArgumentException(advice);
    }
  }
}
