package io.redissim.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What one request of a load is. Keys are 16 bytes: a prefix and twelve decimal digits. */
public enum Operation {
  PING("", 0),
  GET("key:", 1),
  SET("key:", 1),
  INCR("ctr:", 1),
  MSET("key:", 10);

  /** Digits behind the prefix of a key. */
  public static final int DIGITS = 12;

  private final String prefix;
  private final int keys;

  Operation(String prefix, int keys) {
    this.prefix = prefix;
    this.keys = keys;
  }

  /** Keys in one request. */
  public int keys() {
    return keys;
  }

  /** How it is shown: {@code MSET(10)} for ten keys. */
  public String title() {
    return keys > 1 ? this + "(" + keys + ")" : toString();
  }

  /** By name, in any case. */
  public static Operation named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** One request; its keys' digits are zeros. */
  public byte[] template(int valueBytes) {
    boolean values = this == SET || this == MSET;
    StringBuilder request = new StringBuilder();
    request.append('*').append(1 + keys * (values ? 2 : 1)).append("\r\n");
    bulk(request, toString());
    for (int i = 0; i < keys; i++) {
      bulk(request, prefix + "0".repeat(DIGITS));
      if (values) {
        bulk(request, "v".repeat(valueBytes));
      }
    }
    return request.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Where the digits of each key lie in the template. */
  public int[] digitOffsets(int valueBytes) {
    String text = new String(template(valueBytes), StandardCharsets.US_ASCII);
    int[] offsets = new int[keys];
    int from = 0;
    for (int i = 0; i < keys; i++) {
      from = text.indexOf(prefix, from) + prefix.length();
      offsets[i] = from;
    }
    return offsets;
  }

  private static void bulk(StringBuilder request, String word) {
    request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
  }
}
