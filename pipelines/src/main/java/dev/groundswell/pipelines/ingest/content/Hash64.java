package dev.groundswell.pipelines.ingest.content;

/** Hashes without a key, for what never leaves this process or is no secret. */
final class Hash64 {

  private Hash64() {}

  /** Finaliser of SplitMix64 (Steele, Lea, Flood, 2014): every bit in moves every bit out. */
  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  static long of(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = mix(hash + text.charAt(i));
    }
    return hash;
  }
}
