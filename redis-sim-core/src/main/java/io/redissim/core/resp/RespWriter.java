package io.redissim.core.resp;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Doubles;
import java.util.Arrays;

/**
 * Replies as RESP2 or RESP3 bytes in one growing {@code byte[]}.
 *
 * <p>Long values are not copied: the writer remembers the array and where in the byte stream it
 * belongs. What is to be sent is therefore, for i from 0 to {@link #references}: the own bytes up
 * to {@link #referencePosition}, then that array's slice; then the rest of the own bytes.
 */
public final class RespWriter implements ReplySink {
  /** Values from this size on are written by reference. */
  public static final int BY_REFERENCE = 16 * 1024;

  private static final int INITIAL = 1024;

  /** More than this is not kept from batch to batch. */
  private static final int KEPT = 1024 * 1024;

  private byte[] bytes = new byte[INITIAL];
  private final byte[] numberScratch = new byte[Doubles.MAX_BYTES];
  private int size;
  private boolean resp3;

  private byte[][] references = new byte[0][];
  private int[] referenceSlices = new int[0]; // position, offset, length of each
  private int referenceCount;
  private long referencedBytes;

  @Override
  public void protocol(int version) {
    resp3 = version == 3;
  }

  public byte[] array() {
    return bytes;
  }

  /** Bytes of the array that are in use; what is held by reference comes on top. */
  public int size() {
    return size;
  }

  /** Everything that waits to be sent, references included. */
  @Override
  public long totalSize() {
    return size + referencedBytes;
  }

  public int references() {
    return referenceCount;
  }

  public byte[] reference(int i) {
    return references[i];
  }

  public int referencePosition(int i) {
    return referenceSlices[3 * i];
  }

  public int referenceOffset(int i) {
    return referenceSlices[3 * i + 1];
  }

  public int referenceLength(int i) {
    return referenceSlices[3 * i + 2];
  }

  /** Empties the writer for the next batch. */
  public void clear() {
    size = 0;
    dropReferences(0);
    if (bytes.length > KEPT) {
      bytes = new byte[INITIAL];
    }
  }

  /** The bytes as a client would read them, in one new array. Not for the hot path. */
  public byte[] toByteArray() {
    byte[] all = new byte[Math.toIntExact(totalSize())];
    int from = 0;
    int to = 0;
    for (int i = 0; i < referenceCount; i++) {
      int own = referencePosition(i) - from;
      System.arraycopy(bytes, from, all, to, own);
      System.arraycopy(reference(i), referenceOffset(i), all, to + own, referenceLength(i));
      from += own;
      to += own + referenceLength(i);
    }
    System.arraycopy(bytes, from, all, to, size - from);
    return all;
  }

  // ---- replies ----

  @Override
  public void ok() {
    ensure(5);
    byte[] b = bytes;
    int at = size;
    b[at] = '+';
    b[at + 1] = 'O';
    b[at + 2] = 'K';
    b[at + 3] = '\r';
    b[at + 4] = '\n';
    size = at + 5;
  }

  @Override
  public void simple(String text) {
    line('+', text);
  }

  @Override
  public void integer(long value) {
    header(':', value);
  }

  @Override
  public void bulk(byte[] array, int offset, int length) {
    ensure(length + 16);
    header('$', length);
    System.arraycopy(array, offset, bytes, size, length);
    size += length;
    crlf();
  }

  @Override
  public void bulkByReference(byte[] array, int offset, int length) {
    if (length < BY_REFERENCE) {
      bulk(array, offset, length);
      return;
    }
    header('$', length);
    refer(array, offset, length);
    ensure(2);
    crlf();
  }

  @Override
  public void bulkNumber(long value) {
    ensure(Ascii.MAX_LONG_BYTES + 8);
    header('$', Ascii.longLength(value));
    size = Ascii.writeLong(value, bytes, size);
    crlf();
  }

  @Override
  public void nil() {
    if (resp3) {
      line('_', "");
    } else {
      line('$', "-1");
    }
  }

  @Override
  public void nilArray() {
    if (resp3) {
      line('_', "");
    } else {
      line('*', "-1");
    }
  }

  @Override
  public void array(int count) {
    header('*', count);
  }

  @Override
  public void set(int count) {
    header(resp3 ? '~' : '*', count);
  }

  @Override
  public void map(int pairs) {
    if (resp3) {
      header('%', pairs);
    } else {
      header('*', 2L * pairs);
    }
  }

  @Override
  public void pairs(int count) {
    header('*', resp3 ? count : 2L * count);
  }

  @Override
  public void pair() {
    if (resp3) {
      array(2);
    }
  }

  @Override
  public void push(int count) {
    header(resp3 ? '>' : '*', count);
  }

  @Override
  public void attribute(int pairs) {
    if (!resp3) {
      throw new IllegalStateException("RESP2 has no attributes");
    }
    header('|', pairs);
  }

  @Override
  public void bool(boolean value) {
    if (resp3) {
      line('#', value ? "t" : "f");
    } else {
      integer(value ? 1 : 0);
    }
  }

  @Override
  public void number(double value) {
    int length = Doubles.write(value, numberScratch, 0);
    if (resp3) {
      ensure(length + 3);
      bytes[size++] = ',';
      System.arraycopy(numberScratch, 0, bytes, size, length);
      size += length;
      crlf();
    } else {
      bulk(numberScratch, 0, length);
    }
  }

  @Override
  public void number(String text) {
    if (resp3) {
      line(',', text);
    } else {
      bulk(text);
    }
  }

  @Override
  public void bigNumber(String digits) {
    if (resp3) {
      line('(', digits);
    } else {
      bulk(digits);
    }
  }

  @Override
  public void verbatim(String format, byte[] text) {
    if (!resp3) {
      bulk(text);
      return;
    }
    ensure(text.length + 32);
    header('=', text.length + 4L);
    put(format);
    bytes[size++] = ':';
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
    crlf();
  }

  /** Whole messages that were encoded before; a long array is kept, and must never change. */
  public void encoded(byte[] messages) {
    if (messages.length >= BY_REFERENCE) {
      refer(messages, 0, messages.length);
    } else {
      ensure(messages.length);
      System.arraycopy(messages, 0, bytes, size, messages.length);
      size += messages.length;
    }
  }

  @Override
  public void error(RedisError error) {
    byte[] text = error.text();
    ensure(text.length + 3);
    bytes[size++] = '-';
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
    crlf();
  }

  // The length of a deferred container is written in front of its elements once it is known: the
  // elements move up by the few bytes of the header.
  @Override
  public long deferredArray() {
    return mark();
  }

  @Override
  public void endArray(long start, int count) {
    insertHeader((int) (start >>> 32), (int) start, '*', count);
  }

  @Override
  public void endSet(long start, int count) {
    insertHeader((int) (start >>> 32), (int) start, resp3 ? '~' : '*', count);
  }

  @Override
  public void endMap(long start, int pairs) {
    if (resp3) {
      insertHeader((int) (start >>> 32), (int) start, '%', pairs);
    } else {
      insertHeader((int) (start >>> 32), (int) start, '*', 2L * pairs);
    }
  }

  @Override
  public long mark() {
    return (long) size << 32 | referenceCount;
  }

  @Override
  public void rollback(long mark) {
    size = (int) (mark >>> 32);
    dropReferences((int) mark);
  }

  // ---- bytes ----

  private void header(char type, long value) {
    ensure(Ascii.MAX_LONG_BYTES + 3);
    byte[] b = bytes;
    int at = size;
    b[at++] = (byte) type;
    if (value >= 0 && value < 10) {
      b[at++] = (byte) ('0' + value);
    } else {
      at = Ascii.writeLong(value, b, at);
    }
    b[at] = '\r';
    b[at + 1] = '\n';
    size = at + 2;
  }

  private void insertHeader(int position, int firstReference, char type, long value) {
    int length = 1 + Ascii.longLength(value) + 2;
    ensure(length);
    System.arraycopy(bytes, position, bytes, position + length, size - position);
    int end = size + length;
    size = position;
    header(type, value);
    size = end;
    for (int i = firstReference; i < referenceCount; i++) {
      referenceSlices[3 * i] += length;
    }
  }

  private void line(char type, String text) {
    ensure(text.length() + 3);
    bytes[size++] = (byte) type;
    put(text);
    crlf();
  }

  private void put(String text) {
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  private void crlf() {
    bytes[size] = '\r';
    bytes[size + 1] = '\n';
    size += 2;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      grow(more);
    }
  }

  private void grow(int more) {
    long needed = (long) size + more;
    if (needed > Integer.MAX_VALUE - 16) {
      throw new RedisError("ERR reply is larger than 2 GiB");
    }
    bytes =
        Arrays.copyOf(
            bytes, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, 2L * bytes.length)));
  }

  private void refer(byte[] array, int offset, int length) {
    int i = referenceCount;
    if (i == references.length) {
      int capacity = Math.max(8, 2 * i);
      references = Arrays.copyOf(references, capacity);
      referenceSlices = Arrays.copyOf(referenceSlices, 3 * capacity);
    }
    references[i] = array;
    referenceSlices[3 * i] = size;
    referenceSlices[3 * i + 1] = offset;
    referenceSlices[3 * i + 2] = length;
    referenceCount = i + 1;
    referencedBytes += length;
  }

  private void dropReferences(int keep) {
    while (referenceCount > keep) {
      referenceCount--;
      referencedBytes -= referenceLength(referenceCount);
      references[referenceCount] = Ascii.EMPTY;
    }
  }
}
