package dev.groundswell.cep.rules;

/** Sigma's comparisons of numbers. */
public enum Comparison {
  GT,
  GTE,
  LT,
  LTE,
  EQ,
  NEQ;

  /** Whether a value that compares to the bound with this sign satisfies the comparison. */
  public boolean holds(int sign) {
    return switch (this) {
      case GT -> sign > 0;
      case GTE -> sign >= 0;
      case LT -> sign < 0;
      case LTE -> sign <= 0;
      case EQ -> sign == 0;
      case NEQ -> sign != 0;
    };
  }
}
