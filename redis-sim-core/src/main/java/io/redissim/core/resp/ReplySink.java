package io.redissim.core.resp;

import io.redissim.core.bytes.ListpackEntry;

/**
 * Where a command puts its reply. Calls follow the shape of the reply, containers first: {@code
 * array(2)}, then the two elements. RESP2 and RESP3 differ inside; a command never asks which one
 * it speaks to.
 *
 * <p>{@link #mark} and {@link #rollback} make a reply whole or nothing.
 */
public interface ReplySink {

  /** What follows is in RESP2 or RESP3, until a command says otherwise: HELLO and RESET do. */
  void protocol(int version);

  /** {@code +OK}. */
  void ok();

  /** {@code +<text>\r\n}. The text holds no line end. */
  void simple(String text);

  /** {@code :<value>\r\n}. */
  void integer(long value);

  /** {@code $<length>\r\n<bytes>\r\n}; the bytes are copied. */
  void bulk(byte[] array, int offset, int length);

  /**
   * A bulk string whose bytes may be kept by reference until they are sent: the caller promises
   * that nobody changes them from now on.
   */
  void bulkByReference(byte[] array, int offset, int length);

  default void bulk(byte[] bytes) {
    bulk(bytes, 0, bytes.length);
  }

  /** A bulk string of Latin-1 text. Not for the hot path. */
  default void bulk(String text) {
    bulk(io.redissim.core.bytes.Ascii.bytes(text));
  }

  /** A bulk string of the decimal digits of a number. */
  void bulkNumber(long value);

  /** A bulk string of the element that lies at {@code at} in a listpack. */
  default void listpackEntry(byte[] array, int at) {
    if (ListpackEntry.isInteger(array, at)) {
      bulkNumber(ListpackEntry.integer(array, at));
    } else {
      bulk(array, ListpackEntry.stringOffset(array, at), ListpackEntry.stringLength(array, at));
    }
  }

  /** RESP2 {@code $-1}, RESP3 {@code _}. */
  void nil();

  /** RESP2 {@code *-1}, RESP3 {@code _}. */
  void nilArray();

  /** {@code *<count>\r\n}, then that many replies. */
  void array(int count);

  /** {@code ~<count>\r\n} in RESP3, an array in RESP2; then that many replies. */
  void set(int count);

  /** {@code %<pairs>\r\n} in RESP3, an array of twice the count in RESP2; then keys and values. */
  void map(int pairs);

  /**
   * An array of pairs that has an order: each begins with {@link #pair}. In RESP3 a pair is an
   * array of two, in RESP2 all stand flat in one array of twice the count.
   */
  void pairs(int count);

  /** Begins one of {@link #pairs}: two replies follow. */
  void pair();

  /** {@code ><count>\r\n} in RESP3, an array in RESP2. */
  void push(int count);

  /** {@code |<pairs>\r\n}: what is told beside the reply that follows. Only in RESP3. */
  void attribute(int pairs);

  /** {@code #t}/{@code #f} in RESP3, 1/0 in RESP2. */
  void bool(boolean value);

  /**
   * {@code ,<value>\r\n} in RESP3, a bulk string in RESP2; the text is the shortest that reads
   * back.
   */
  void number(double value);

  /** As {@link #number(double)}, of a number whose decimal text is known: no exponent, or inf. */
  void number(String text);

  /** {@code (<digits>\r\n} in RESP3, a bulk string in RESP2. */
  void bigNumber(String digits);

  /**
   * {@code =<length>\r\n<format>:<text>\r\n} in RESP3, a bulk string in RESP2; format: 3 letters.
   */
  void verbatim(String format, byte[] text);

  /** {@code -<text>\r\n}. */
  void error(RedisError error);

  /** Starts an array of a length known later; give the result to {@link #endArray}. */
  long deferredArray();

  /** Ends the array begun at {@code start}: {@code count} elements were written since. */
  void endArray(long start, int count);

  /** Ends what {@link #deferredArray} began as a set. */
  void endSet(long start, int count);

  /** Ends what {@link #deferredArray} began as a map of {@code pairs} keys and values. */
  void endMap(long start, int pairs);

  /** Bytes written so far, of this reply and of those before it. */
  long totalSize();

  /** This point in the reply, for {@link #rollback}. */
  long mark();

  /** Forgets everything written since {@code mark}. */
  void rollback(long mark);
}
