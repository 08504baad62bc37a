package io.redissim.core.keyspace;

/** The types of value that a key can hold, with the encodings each may have. */
public enum ValueKind {
  STRING(0, "string", Encoding.INT, Encoding.EMBSTR, Encoding.RAW),
  LIST(1, "list", Encoding.LISTPACK, Encoding.QUICKLIST),
  SET(2, "set", Encoding.INTSET, Encoding.LISTPACK, Encoding.HASHTABLE),
  ZSET(3, "zset", Encoding.LISTPACK, Encoding.SKIPLIST),
  HASH(4, "hash", Encoding.LISTPACK, Encoding.HASHTABLE),
  STREAM(6, "stream", Encoding.STREAM);

  /** More than any code. */
  static final int CODES = 7;

  private final int code;
  private final String printed;

  @SuppressWarnings("ImmutableEnumChecker") // never written, never handed out
  private final Encoding[] encodings;

  ValueKind(int code, String printed, Encoding... encodings) {
    this.code = code;
    this.printed = printed;
    this.encodings = encodings;
  }

  /** As TYPE prints it. */
  public String printed() {
    return printed;
  }

  /** Redis' own number of the type, which DEBUG DIGEST mixes in. */
  public int code() {
    return code;
  }

  static ValueKind ofCode(int code) {
    return switch (code) {
      case 0 -> STRING;
      case 1 -> LIST;
      case 2 -> SET;
      case 3 -> ZSET;
      case 4 -> HASH;
      case 6 -> STREAM;
      default -> throw new IllegalStateException("no type has the code " + code);
    };
  }

  Encoding encoding(int encodingCode) {
    return encodingCode == Cell.GAPPED ? Encoding.LISTPACK : encodings[encodingCode];
  }

  int encodingCode(Encoding encoding) {
    for (int i = 0; i < encodings.length; i++) {
      if (encodings[i] == encoding) {
        return i;
      }
    }
    throw new IllegalArgumentException(printed + " is never " + encoding.printed());
  }

  /** What a cell says of its type and encoding. */
  int cellKind(Encoding encoding) {
    return Cell.kind(code, encodingCode(encoding));
  }
}
