package io.redissim.core.resp;

import io.redissim.core.bytes.Ascii;
import java.util.Arrays;

/**
 * An error that the client made and gets to read. Stackless: throwing it costs no more than a
 * return.
 */
public final class RedisError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient byte[] text;

  /** {@code text}: as on the wire, error code first, without the leading '-' and the line end. */
  public RedisError(String text) {
    super(text, null, false, false);
    this.text = oneLine(Ascii.bytes(text));
  }

  public RedisError(byte[] text) {
    super(Ascii.string(text), null, false, false);
    this.text = oneLine(text.clone());
  }

  byte[] text() {
    return text;
  }

  /** The first word, as INFO's errorstats counts it. */
  public String code() {
    String message = String.valueOf(getMessage());
    int space = message.indexOf(' ');
    return space < 0 ? message : message.substring(0, space);
  }

  /** A line end inside the text would end the reply early: each becomes a space, as in Redis. */
  private static byte[] oneLine(byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\r' || text[i] == '\n') {
        text[i] = ' ';
      }
    }
    return text;
  }

  /** A copy of the bytes, for a reader outside this package. */
  public byte[] bytes() {
    return Arrays.copyOf(text, text.length);
  }
}
