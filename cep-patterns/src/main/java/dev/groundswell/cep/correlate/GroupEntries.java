package dev.groundswell.cep.correlate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;

/**
 * Entries of the current key by name. The first few are kept with what else is known of the group,
 * as one state; what comes while there is no room for it, each by itself.
 */
final class GroupEntries<V> {

  /** So many are written anew with every match, on a state backend that writes. */
  static final int KEPT_WITH_GROUP = 8;

  private final MapState<String, V> more;
  private Map<String, V> few = Map.of();
  private boolean mayHaveMore;

  GroupEntries(MapState<String, V> more) {
    this.more = more;
  }

  /**
   * Goes on with a group.
   *
   * @param few what is kept with it
   * @param mayHaveMore whether there may be entries beside these
   */
  void of(Map<String, V> few, boolean mayHaveMore) {
    this.few = few;
    this.mayHaveMore = mayHaveMore;
  }

  /** What is to be kept with the group now. */
  Map<String, V> few() {
    return few;
  }

  /** Whether there may be entries beside the few. */
  boolean mayHaveMore() {
    return mayHaveMore;
  }

  /** The entry of that name, or null. */
  V get(String name) throws Exception {
    V entry = few.get(name);
    return entry == null && mayHaveMore ? more.get(name) : entry;
  }

  void put(String name, V entry) throws Exception {
    if (few.containsKey(name) || (!mayHaveMore && few.size() < KEPT_WITH_GROUP)) {
      if (few.isEmpty()) {
        few = new HashMap<>(2);
      }
      few.put(name, entry);
    } else {
      more.put(name, entry);
      mayHaveMore = true;
    }
  }

  void remove(String name) throws Exception {
    if ((few.isEmpty() || few.remove(name) == null) && mayHaveMore) {
      more.remove(name);
      mayHaveMore = !more.isEmpty();
    }
  }

  /** Names of the entries that a correlation has now, in all parts of the group. */
  List<String> names(NodeId node) throws Exception {
    String all = node.key("");
    List<String> names = names();
    names.removeIf(name -> !name.startsWith(all));
    return names;
  }

  /** Names of the entries, of those that there are now. */
  List<String> names() throws Exception {
    List<String> names = new ArrayList<>(few.keySet());
    if (mayHaveMore) {
      more.keys().forEach(names::add);
    }
    return names;
  }
}
