package io.redissim.core.keyspace;

import java.util.function.Function;

/**
 * A type of value, and the view through which its commands see it.
 *
 * @param <V> the view
 */
public final class ValueType<V> {
  public static final ValueType<StringValue> STRING =
      new ValueType<>(
          0,
          "string",
          new Encoding[] {Encoding.INT, Encoding.EMBSTR, Encoding.RAW},
          Database::stringView);

  private static final ValueType<?>[] BY_CODE = {STRING};

  private final int code;
  private final String printed;
  private final Encoding[] encodings;
  private final Function<Database, V> view;

  private ValueType(int code, String printed, Encoding[] encodings, Function<Database, V> view) {
    this.code = code;
    this.printed = printed;
    this.encodings = encodings;
    this.view = view;
  }

  /** As TYPE prints it. */
  public String printed() {
    return printed;
  }

  static ValueType<?> ofCode(int code) {
    return BY_CODE[code];
  }

  int code() {
    return code;
  }

  Encoding encoding(int encodingCode) {
    return encodings[encodingCode];
  }

  int encodingCode(Encoding encoding) {
    for (int code = 0; code < encodings.length; code++) {
      if (encodings[code] == encoding) {
        return code;
      }
    }
    throw new IllegalArgumentException(printed + " is never " + encoding.printed());
  }

  /** The view of the entry that the database has just looked up. */
  V view(Database database) {
    return view.apply(database);
  }
}
