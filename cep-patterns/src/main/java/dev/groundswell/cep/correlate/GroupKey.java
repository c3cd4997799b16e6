package dev.groundswell.cep.correlate;

import dev.groundswell.schemas.StepMatch;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The 128 bits that stand for a group. Not a tuple: every look-up of a key's state compares keys,
 * and boxed numbers are in no cache.
 */
public record GroupKey(long high, long low) {

  /** As keys are written. */
  public static final TypeInformation<GroupKey> TYPE = Types.POJO(GroupKey.class);

  /** The key of the group of a match. */
  public static GroupKey of(StepMatch match) {
    return new GroupKey(match.getKeyHigh(), match.getKeyLow());
  }

  /** Both halves are spread already. */
  @Override
  public int hashCode() {
    return Long.hashCode(low);
  }
}
